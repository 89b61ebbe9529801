package dev.headwater.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Promise;

@AnalyzeClasses(packages = "dev.headwater.platform", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ROOMS_FORM_NO_CIRCLE =
      slices().matching("dev.headwater.platform.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule WHAT_A_STORE_PROMISES_STAYS_ON_ITS_CALLERS_CONTEXT =
      noClasses()
          .that()
          .resideInAPackage("..platform.store..")
          .should()
          .callMethod(Promise.class, "promise")
          .because("the time limits of such a future end on another thread; see CallerContext");

  @ArchTest
  static final ArchRule PLATFORM_STANDS_ON_NOTHING_OF_OURS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.headwater.edge..",
              "dev.headwater.control..",
              "dev.headwater.media..",
              "dev.headwater.cachepolicy..",
              "dev.headwater.cdnconfig..",
              "dev.headwater.engines..",
              "dev.headwater.standalone..");
}
