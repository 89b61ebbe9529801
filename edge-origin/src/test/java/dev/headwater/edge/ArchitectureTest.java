package dev.headwater.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.headwater.edge.tier.eviction.WeightedCache;
import io.vertx.core.Promise;

@AnalyzeClasses(packages = "dev.headwater.edge", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ROOMS_FORM_NO_CIRCLE =
      slices().matching("dev.headwater.edge.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule DECISIONS_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage("..edge.select..", "..edge.request..", "..edge.http..")
          .or()
          .haveSimpleName("Admission")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.micrometer..", "com.github.benmanes..");

  @ArchTest
  static final ArchRule THE_OTHER_PLANE_IS_ONLY_REACHED_OVER_HTTP =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.headwater.control..");

  @ArchTest
  static final ArchRule NOTHING_BLOCKS_AN_EVENT_LOOP =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(io.vertx.core.Future.class, "await")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..");

  /** But for the cache, where each holds the lock for microseconds, and readers only try it. */
  @ArchTest
  static final ArchRule NOTHING_WAITS_FOR_A_LOCK =
      noClasses()
          .that()
          .doNotBelongToAnyOf(WeightedCache.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent.locks..");

  @ArchTest
  static final ArchRule WHAT_SOURCES_PROMISE_STAYS_ON_THE_CALLERS_EVENT_LOOP =
      noClasses()
          .that()
          .resideInAnyPackage("..edge.source..", "..edge.peer..", "..edge.admission..")
          .should()
          .callMethod(Promise.class, "promise")
          .because("the time limits of such a future end on another thread; see CallerContext");

  @ArchTest
  static final ArchRule THE_CLUSTER_IS_HAZELCAST_TO_NOBODY_ELSE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..edge.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

  /** Or it would be loaded before the node serves, and a part that can fail would be everywhere. */
  @ArchTest
  static final ArchRule WITHIN_IT_FEW_KNOW_HAZELCAST =
      noClasses()
          .that()
          .resideInAPackage("..edge.cluster..")
          .and()
          .haveSimpleNameNotStartingWith("Hazelcast")
          .and()
          .haveSimpleNameNotStartingWith("StatedAddress")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

  /** Or a node without functions would load them. */
  @ArchTest
  static final ArchRule ENGINES_OF_FUNCTIONS_ARE_KNOWN_TO_THEIR_PACKAGES_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackages("..function.javascript..", "..function.wasm..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.graalvm..", "com.dylibso..");

  @ArchTest
  static final ArchRule METERS_KNOW_NOTHING_OF_REQUESTS =
      classes()
          .that()
          .resideInAPackage("..edge.telemetry..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.micrometer..", "org.jspecify..", "..edge.telemetry..");
}
