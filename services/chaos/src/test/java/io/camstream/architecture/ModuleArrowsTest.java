package io.camstream.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which module may depend on which; see docs/adr/0001-modules.md. This test is in the last module
 * of the build because only there all other modules are on the class path.
 */
class ModuleArrowsTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.camstream");

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  /** Each module with the modules that it may depend on, in the order of the build. */
  private static final Map<String, List<String>> ARROWS = arrows();

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    arrows.put("schemas", List.of());
    arrows.put("engine", List.of());
    arrows.put("embedded", List.of());
    arrows.put("platform", List.of("schemas"));
    arrows.put("testkit", List.of("schemas", "embedded", "platform"));
    arrows.put("ingest", List.of("schemas", "platform"));
    arrows.put("worker", List.of("schemas", "engine", "platform"));
    arrows.put("report", List.of("schemas", "platform"));
    arrows.put("admin", List.of("schemas", "engine", "platform", "ingest", "worker", "report"));
    arrows.put(
        "cli",
        List.of(
            "schemas", "engine", "embedded", "platform", "ingest", "worker", "report", "admin"));
    arrows.put(
        "benchmarks",
        List.of(
            "schemas",
            "engine",
            "embedded",
            "platform",
            "testkit",
            "ingest",
            "worker",
            "report",
            "admin",
            "cli"));
    arrows.put(
        "chaos",
        List.of(
            "schemas",
            "engine",
            "embedded",
            "platform",
            "testkit",
            "ingest",
            "worker",
            "report",
            "admin",
            "cli"));
    return arrows;
  }

  @TestFactory
  Stream<DynamicTest> shouldKeepToTheArrowsBetweenModules() {
    return ARROWS.keySet().stream()
        .map(module -> DynamicTest.dynamicTest(module, () -> arrowsOf(module).check(CLASSES)));
  }

  private static ArchRule arrowsOf(String module) {
    List<String> allowed = ARROWS.get(module);
    String[] forbidden =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(module) && !allowed.contains(other))
            .map(other -> "io.camstream." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.camstream." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .as("%s may depend on %s".formatted(module, allowed.isEmpty() ? "no module" : allowed))
        .because(
            "dependencies between modules point one way. Move what both need to a module that both"
                + " may depend on, or define an interface in the lower one; a new dependency needs"
                + " a decision record beside docs/adr/0001-modules.md and a line in this test");
  }

  @Test
  void shouldKnowEveryModuleOfTheBuild() throws IOException {
    List<String> modules =
        Files.readAllLines(ROOT.resolve("pom.xml")).stream()
            .filter(line -> line.contains("<module>"))
            .map(line -> line.replaceAll("</?module>", "").strip().replace("services/", ""))
            .filter(module -> !List.of("registry-client", "server-bundles").contains(module))
            .toList();

    assertThat(modules).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    assertThat(modules)
        .allSatisfy(
            module ->
                assertThat(CLASSES.stream())
                    .anyMatch(c -> c.getPackageName().startsWith("io.camstream." + module)));
  }

  @Test
  void shouldBeStatedInContributing() throws IOException {
    String table =
        ARROWS.entrySet().stream()
            .map(
                entry ->
                    "| `%s` | %s |"
                        .formatted(
                            entry.getKey(),
                            entry.getValue().stream()
                                .map(other -> "`" + other + "`")
                                .collect(Collectors.joining(", "))))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(ROOT.resolve("CONTRIBUTING.md"))).contains(table);
  }

  @Test
  void shouldKeepTheEngineFreeOfKafkaAndS3() {
    noClasses()
        .that()
        .resideInAPackage("io.camstream.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "io.minio..", "io.confluent..", "org.apache.avro..")
        .because(
            "the engine explains images and knows neither where they come from nor where results"
                + " go. Do that in the worker")
        .check(CLASSES);
  }

  @Test
  void shouldHaveNoPackageThatEverythingFallsInto() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..")
        .because("packages are named by feature. Put the class beside the feature that it serves")
        .check(CLASSES);
  }

  /** Every package is a slice of its own, a module's root package included. */
  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    SlicesRuleDefinition.slices()
        .matching("io.camstream.(**)")
        .should()
        .beFreeOfCycles()
        .because(
            "packages that need each other can't be understood or changed alone. Move the class that"
                + " both need into the lower one, or reverse one dependency with an interface")
        .check(CLASSES);
  }

  @Test
  void shouldDescribeEveryPackage() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("services"))) {
      List<Path> bare =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/main/java/"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();

      assertThat(bare).as("packages without package-info.java").isEmpty();
    }
  }
}
