package dev.headwater.cdnconfig;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headwater.cdnconfig", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule RENDERING_NEEDS_THE_POLICY_AND_NOTHING_ELSE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.headwater.cdnconfig..",
              "dev.headwater.cachepolicy..",
              "java..",
              "org.jspecify.annotations");
}
