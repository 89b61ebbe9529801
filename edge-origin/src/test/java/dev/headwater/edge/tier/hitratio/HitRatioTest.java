package dev.headwater.edge.tier.hitratio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate: a short form of {@link HitRatioTable}. */
class HitRatioTest {
  private static final int REQUESTS = 100_000;

  static Stream<Arguments> workloads() {
    Stream<Trace> traces =
        Stream.concat(
            Stream.of(
                SimulatorTraces.adaptSize(),
                SimulatorTraces.productPage("web07"),
                SimulatorTraces.productPage("web12"),
                SimulatorTraces.productPage("web12").withDrawnSizes(),
                SimulatorTraces.shopRequests("scarab-recs", "scarab-recs.trace.xz", REQUESTS)),
            HitRatioTable.generated(REQUESTS).stream().map(workload -> workload.get()));
    return traces.flatMap(trace ->
        Stream.of(0.01, 0.05, 0.1, 0.2).map(share -> Arguments.of(trace.name(), share, trace)));
  }

  @ParameterizedTest(name = "{0}, {1} of the footprint")
  @MethodSource("workloads")
  void noRivalKeepsMoreBytes(String name, double share, Trace trace) {
    long capacity = (long) (trace.footprintBytes() * share);
    double best =
        Contender.RIVALS.stream()
            .map(rival -> rival.hitRatio(trace, capacity).bytes())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    double ours = Contender.OURS.hitRatio(trace, capacity).bytes();
    assertThat(ours).isGreaterThanOrEqualTo(best);
  }

  @Test
  void aWorkloadIsTheSameForTheSameSeed() {
    VideoWorkload.Shape shape = VideoWorkload.Shape.premieres();
    Trace one = VideoWorkload.trace(shape, 10_000, 7);
    Trace other = VideoWorkload.trace(shape, 10_000, 7);
    assertThat(one.requests()).isEqualTo(other.requests());
    assertThat(one.sizes()).isEqualTo(other.sizes());
    assertThat(VideoWorkload.trace(shape, 10_000, 8).requests()).isNotEqualTo(one.requests());
  }

  @Test
  void whoKnowsTheFutureKeepsMost() {
    Trace trace = WebWorkload.trace(WebWorkload.Shape.pages(), 50_000, 1);
    long capacity = trace.footprintBytes() / 20;
    double belady = Contender.BELADY.hitRatio(trace, capacity).bytes();
    assertThat(Contender.values())
        .allSatisfy(contender ->
            assertThat(contender.hitRatio(trace, capacity).bytes()).isLessThanOrEqualTo(belady));
  }
}
