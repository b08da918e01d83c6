package io.camstream.chaos.run;

/** What is done to a process. */
public enum FaultKind {
  /** {@code kill -9}, then a new start. */
  KILL,
  /** SIGTERM, then a new start. */
  TERMINATE,
  /** SIGSTOP for longer than a session, then SIGCONT. */
  PAUSE,
  /** A further worker starts, and ends some time later. */
  JOIN
}
