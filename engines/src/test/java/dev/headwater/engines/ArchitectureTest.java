package dev.headwater.engines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headwater.engines", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule engines_know_nothing_of_headwater_or_vertx =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..", "io.netty..", "dev.headwater.platform..", "dev.headwater.media..");

  @ArchTest
  static final ArchRule what_runs_in_production_needs_no_junit =
      noClasses()
          .that()
          .resideOutsideOfPackage("..testing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", "..engines.testing..");

  @ArchTest
  static final ArchRule no_circles =
      slices().matching("dev.headwater.engines.(*)..").should().beFreeOfCycles();
}
