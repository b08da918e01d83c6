package io.camstream.chaos.run;

import java.time.Duration;

/**
 * One blow.
 *
 * @param at since the images began to flow
 * @param target name of the process
 * @param lasting until it is started again, goes on, or leaves
 */
public record Fault(Duration at, FaultKind kind, String target, Duration lasting) {}
