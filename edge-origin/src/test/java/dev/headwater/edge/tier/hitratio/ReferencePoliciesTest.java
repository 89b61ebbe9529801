package dev.headwater.edge.tier.hitratio;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.simulator.admission.Admission;
import com.github.benmanes.caffeine.cache.simulator.policy.AccessEvent;
import com.github.benmanes.caffeine.cache.simulator.policy.Policy;
import com.github.benmanes.caffeine.cache.simulator.policy.Policy.Characteristic;
import com.github.benmanes.caffeine.cache.simulator.policy.greedy_dual.GdsfPolicy;
import com.github.benmanes.caffeine.cache.simulator.policy.linked.LinkedPolicy;
import com.github.benmanes.caffeine.cache.simulator.policy.linked.SievePolicy;
import com.github.benmanes.caffeine.cache.simulator.policy.two_queue.S3FifoPolicy;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table compares with does the same as the simulator of Caffeine, hit for hit. */
class ReferencePoliciesTest {
  private static Policy theirs(Contender rival, long capacity) {
    return switch (rival) {
      case LRU ->
          new LinkedPolicy(
              config(capacity),
              Set.of(Characteristic.WEIGHTED),
              Admission.ALWAYS,
              LinkedPolicy.EvictionPolicy.LRU);
      case SIEVE -> new SievePolicy(config(capacity + 1)); // theirs never fills its last byte
      case S3_FIFO -> new S3FifoPolicy(config(capacity));
      case GDSF -> new GdsfPolicy(config(capacity));
      case W_TINY_LFU, OURS, BELADY -> throw new IllegalArgumentException("not compared: " + rival);
    };
  }

  static Stream<Arguments> rivals() {
    Trace pages = SimulatorTraces.productPage("web12");
    return Contender.RIVALS.stream()
        .flatMap(rival ->
            Stream.of(
                Arguments.of(rival, pages, 500L),
                Arguments.of(rival, pages.withDrawnSizes(), 50_000_000L)));
  }

  @ParameterizedTest(name = "{0} in {2}")
  @MethodSource("rivals")
  void aRivalKeepsWhatTheSimulatorKeeps(Contender rival, Trace trace, long capacity) {
    Policy theirs = theirs(rival, capacity);
    ReplacementPolicy ours = rival.policy(trace, capacity);
    for (int object : trace.requests()) {
      long hitsBefore = theirs.stats().hitCount();
      theirs.record(AccessEvent.forKeyAndWeight(object, trace.sizes()[object]));
      boolean hit = theirs.stats().hitCount() > hitsBefore;
      assertThat(ours.request(object)).isEqualTo(hit);
    }
  }

  private static Config config(long capacity) {
    return ConfigFactory.parseString("maximum-size = " + capacity)
        .withFallback(ConfigFactory.load().getConfig("caffeine.simulator"));
  }
}
