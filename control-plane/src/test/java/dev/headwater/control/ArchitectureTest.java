package dev.headwater.control;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = ControlPlaneServer.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.headwater.control.";

  @ArchTest
  static final ArchRule ARROWS_NEVER_RUN_IN_A_CIRCLE =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOR_DO_THOSE_OF_ACCOUNTS =
      slices().matching(ROOT + "account.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_WORDS_OF_ACCOUNTS_KNOW_NO_PART =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "account")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "account.*..");

  @ArchTest
  static final ArchRule THE_PLANES_NEVER_IMPORT_EACH_OTHER =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.headwater.edge..");

  @ArchTest
  static final ArchRule ONLY_HTTP_KNOWS_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "http..", ROOT + "encoding.push..", ROOT + "recording..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.core.http..", "io.vertx.ext.web..", "io.vertx.openapi..");

  @ArchTest
  static final ArchRule PARSERS_KNOW_NO_SOCKETS =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "encoding.rtmp..", ROOT + "encoding.flv..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "java.net..", "java.nio.channels..");

  @ArchTest
  static final ArchRule NOTHING_BUT_THE_SERVER_KNOWS_ITS_DOOR =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "*..")
          .and()
          .resideOutsideOfPackage(ROOT + "http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "http..");

  @ArchTest
  static final ArchRule ACCOUNTS_KNOW_NOTHING_OF_TITLES =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "account..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "title..", ROOT + "upload..", ROOT + "playback..", ROOT + "job..");

  @ArchTest
  static final ArchRule JDBC_IS_FOR_MIGRATIONS_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "database..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.flywaydb..", "org.postgresql..");
}
