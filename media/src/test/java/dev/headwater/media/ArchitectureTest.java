package dev.headwater.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headwater", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule mediaNeedsNothingButTheJdk =
      classes()
          .that()
          .resideInAPackage("dev.headwater.media..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.headwater.media..", "java..", "javax.crypto..", "org.jspecify.annotations");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.headwater.media.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule hlsStandsAlone = standsAlone("hls");

  @ArchTest static final ArchRule isobmffStandsAlone = standsAlone("isobmff");

  @ArchTest static final ArchRule dashStandsAlone = standsAlone("dash");

  @ArchTest static final ArchRule nalStandsAlone = standsAlone("nal");

  private static ArchRule standsAlone(String format) {
    return classes()
        .that()
        .resideInAPackage("dev.headwater.media." + format)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.headwater.media",
            "dev.headwater.media." + format,
            "java..",
            "javax.crypto..",
            "org.jspecify.annotations");
  }
}
