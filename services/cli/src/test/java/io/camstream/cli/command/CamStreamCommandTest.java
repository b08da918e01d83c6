package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

class CamStreamCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      CamStreamCommand.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true));

  @TestFactory
  Stream<DynamicTest> shouldHelpWithAnExample() {
    return names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      assertThat(command.execute(name, "--help")).isZero();
                      assertThat(out.toString()).contains("Example:", "  ./camstream " + name);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> shouldParseEveryExampleOfItsHelp() {
    return Stream.concat(Stream.of(command), command.getSubcommands().values().stream())
        .flatMap(each -> Stream.of(each.getCommandSpec().usageMessage().footer()))
        .map(String::strip)
        .filter(line -> line.startsWith("./camstream "))
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example,
                    () -> {
                      String[] words = example.split(" \\| ")[0].split(" ");
                      command.parseArgs(Arrays.copyOfRange(words, 1, words.length));
                    }));
  }

  @Test
  void shouldSuggestTheNearestOptionThoughItIsRequired() {
    assertThat(command.execute("run", "--modle", "x", "--images", "y")).isEqualTo(2);

    assertThat(err.toString()).contains("'--modle'", "--model").doesNotContain("Missing");
  }

  @Test
  void shouldListAllCommandsAndSayWhatItIsNot() {
    assertThat(command.execute("--help")).isZero();

    assertThat(out.toString())
        .contains(names())
        .contains("Research use only. Not a medical device.", "./camstream demo");
  }

  @Test
  void shouldSuggestTheNearestCommandInShort() {
    assertThat(command.execute("repotr")).isEqualTo(2);

    assertThat(err.toString()).contains("'repotr'", "report", "--help").hasLineCount(3);
  }

  @Test
  void shouldNameMissingOptions() {
    assertThat(command.execute("run", "--out", "x")).isEqualTo(2);

    assertThat(err.toString())
        .contains("--images", "--model", "'./camstream run --help'")
        .hasLineCount(2);
  }

  @Test
  void shouldAskForACommand() {
    assertThat(command.execute()).isEqualTo(2);

    assertThat(err.toString()).contains("Name a command", "'./camstream --help'");
  }

  @Test
  void shouldSayUserMistakeInOneLineWithoutStackTrace() {
    assertThat(command.execute("setup", "--set", "camstream.kafka.topic-prefiks=x")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("camstream: ")
        .contains("camstream.kafka.topic-prefiks", "camstream.kafka.topic-prefix")
        .hasLineCount(1);
  }

  private Set<String> names() {
    return command.getSubcommands().keySet();
  }
}
