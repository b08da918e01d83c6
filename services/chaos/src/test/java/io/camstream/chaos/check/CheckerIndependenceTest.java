package io.camstream.chaos.check;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class CheckerIndependenceTest {
  private static final JavaClasses CHECKER =
      new ClassFileImporter().importPackages("io.camstream.chaos");

  @Test
  void shouldShareNoCodeWithTheServicesButTheSchemas() {
    classes()
        .that()
        .resideInAPackage("io.camstream.chaos.check..")
        .and()
        .haveSimpleNameNotEndingWith("Test")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.camstream.chaos.check..",
            "io.camstream.schemas..",
            "java..",
            "org.apache.avro..",
            "org.apache.commons.csv..",
            "org.apache.kafka..",
            "io.confluent..",
            "io.minio..",
            "com.fasterxml.jackson..")
        .because(
            "a mistake of the services must not be repeated by what checks them. Write the few"
                + " lines again here, from the documentation of the topics and buckets")
        .check(CHECKER);
  }
}
