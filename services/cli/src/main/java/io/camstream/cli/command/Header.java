package io.camstream.cli.command;

import io.camstream.cli.terminal.Terminal;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.platform.error.Quoted;

/** The first lines of output. */
final class Header {
  private Header() {}

  static void print(Terminal terminal) {
    terminal.blank();
    terminal.line(terminal.bold("CamStream") + "  explains image classifiers, on Kafka");
    terminal.line("Research use only. Not a medical device.");
    terminal.blank();
  }

  /** Such as {@code my-checkpoint (convnextv2, 5 classes)}. */
  static String describe(CheckpointIdentity model) {
    return "%s (%s, %d classes)"
        .formatted(unquoted(model.name()), model.architecture(), model.classNames().size());
  }

  static String batches(long batches) {
    return batches == 1 ? " in 1 batch" : " in " + batches + " batches";
  }

  /** Makes untrusted text safe to print, without quotes around it. */
  static String unquoted(String text) {
    String quoted = Quoted.of(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
