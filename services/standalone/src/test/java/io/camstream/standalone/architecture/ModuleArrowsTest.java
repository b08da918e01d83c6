package io.camstream.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which module may know which; see docs/adr/0001-modules.md. */
class ModuleArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.camstream");

  /** Each module with the modules of ours that it may use. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          "schemas", List.of(),
          "engine", List.of(),
          "embedded", List.of(),
          "platform", List.of("schemas"),
          "ingest", List.of("schemas", "platform"),
          "report", List.of("schemas", "platform"),
          "worker", List.of("schemas", "platform", "engine"));

  @TestFactory
  Stream<DynamicTest> shouldKeepToTheArrowsBetweenModules() {
    return ARROWS.keySet().stream()
        .sorted()
        .map(module -> DynamicTest.dynamicTest(module, () -> arrowsOf(module).check(CLASSES)));
  }

  private static ArchRule arrowsOf(String module) {
    List<String> allowed = ARROWS.get(module);
    String[] forbidden =
        Stream.concat(ARROWS.keySet().stream(), Stream.of("standalone"))
            .filter(other -> !other.equals(module) && !allowed.contains(other))
            .map(other -> "io.camstream." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.camstream." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .as("%s may use %s of our modules".formatted(module, allowed.isEmpty() ? "none" : allowed))
        .because(
            "the arrows between modules point one way. Move what both need to the module that both"
                + " may use, or hand it over by an interface of the lower one; a new arrow needs a"
                + " decision record beside docs/adr/0001-modules.md and a line in this test");
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

  @Test
  void shouldHaveNoCyclesBetweenPackagesOfAModule() {
    SlicesRuleDefinition.slices()
        .matching("io.camstream.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .because(
            "packages that need each other can't be understood or changed alone. Move the class that"
                + " both need into the lower one, or turn one arrow round by an interface")
        .check(CLASSES);
  }
}
