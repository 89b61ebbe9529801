package dev.headwater.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headwater.standalone", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule a_client_knows_the_system_by_its_public_api_only =
      noClasses()
          .that()
          .resideInAPackage("..standalone.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.headwater.control..", "dev.headwater.edge..", "dev.headwater.platform..");

  @ArchTest
  static final ArchRule asking_for_help_loads_no_server =
      noClasses()
          .that()
          .resideInAPackage("dev.headwater.standalone")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.netty..",
              "dev.headwater.control..",
              "dev.headwater.edge..",
              "dev.headwater.platform..");

  @ArchTest
  static final ArchRule nothing_uses_the_engines_for_tests =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.headwater.engines.testing");
}
