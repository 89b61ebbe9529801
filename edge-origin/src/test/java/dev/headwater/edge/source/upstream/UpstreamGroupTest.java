package dev.headwater.edge.source.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.telemetry.UpstreamMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpstreamGroupTest {
  private static final int TO_EJECT = 5;

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private UpstreamGroup group(int hosts) {
    String urls =
        IntStream.range(0, hosts).mapToObj(i -> "http://h" + i).collect(Collectors.joining(","));
    return new UpstreamGroup(
        SettingsOf.bind(Map.of("urls", urls)), new UpstreamMeters(registry), now::get);
  }

  private static void fail(UpstreamGroup group, UpstreamHost host, int times) {
    for (int i = 0; i < times; i++) {
      group.failed(host, "test");
    }
  }

  private double changes(String to) {
    return registry.find("headwater.upstream.changes").tag("to", to).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void fiveFailuresInARowEject() {
    UpstreamGroup group = group(2);
    UpstreamHost host = group.hosts().getFirst();
    fail(group, host, TO_EJECT - 1);
    group.succeeded(host);
    fail(group, host, TO_EJECT - 1);
    assertThat(group.candidates("/")).contains(host);
    fail(group, host, 1);
    assertThat(group.candidates("/")).doesNotContain(host);
    assertThat(changes("ejected")).isEqualTo(1);
  }

  @Test
  void eachEjectionIsTenSecondsLonger() {
    UpstreamGroup group = group(2);
    UpstreamHost host = group.hosts().getFirst();
    for (int times = 1; times <= 3; times++) {
      fail(group, host, TO_EJECT);
      now.addAndGet(Duration.ofSeconds(10).toMillis() * times - 1);
      assertThat(group.candidates("/")).doesNotContain(host);
      now.addAndGet(1);
      assertThat(group.candidates("/")).contains(host);
    }
  }

  @Test
  void oldEjectionsAreForgotten() {
    UpstreamGroup group = group(2);
    UpstreamHost host = group.hosts().getFirst();
    fail(group, host, TO_EJECT);
    now.addAndGet(Duration.ofMinutes(6).toMillis());
    fail(group, host, TO_EJECT);
    now.addAndGet(Duration.ofSeconds(10).toMillis());
    assertThat(group.candidates("/")).contains(host);
  }

  @Test
  void noMoreThanHalfAreEjected() {
    for (int hosts : List.of(1, 2, 3, 4, 5)) {
      UpstreamGroup group = group(hosts);
      group.hosts().forEach(host -> fail(group, host, TO_EJECT));
      assertThat(group.candidates("/")).hasSize(hosts - hosts / 2);
    }
  }

  @Test
  void checksTakeOutAndBringBack() {
    UpstreamGroup group = group(2);
    UpstreamHost host = group.hosts().getFirst();
    group.checked(host, false);
    assertThat(group.candidates("/")).contains(host);
    group.checked(host, false);
    assertThat(group.candidates("/")).doesNotContain(host);
    group.checked(host, true);
    group.checked(host, false);
    group.checked(host, true);
    assertThat(group.candidates("/")).doesNotContain(host);
    group.checked(host, true);
    assertThat(group.candidates("/")).contains(host);
    assertThat(changes("down")).isEqualTo(1);
    assertThat(changes("up")).isEqualTo(1);
  }

  @Test
  void whereNoneIsInAllAreTried() {
    UpstreamGroup group = group(3);
    List<UpstreamHost> before = group.candidates("/key");
    for (UpstreamHost host : group.hosts()) {
      group.checked(host, false);
      group.checked(host, false);
    }
    assertThat(group.candidates("/key")).isEqualTo(before);
  }

  @Test
  void breakerOpensAndChecksThatFindTheHostBackCloseIt() {
    UpstreamGroup group = group(1);
    UpstreamHost host = group.hosts().getFirst();
    fail(group, host, 20);
    assertThat(group.isUnavailable()).isTrue();
    assertThat(host.permits()).isFalse();
    assertThat(group.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    List.of(false, false, true, true).forEach(good -> group.checked(host, good));
    assertThat(group.isUnavailable()).isFalse();
    assertThat(host.permits()).isTrue();
    assertThat(changes("open")).isEqualTo(1);
    assertThat(changes("closed")).isEqualTo(1);
  }

  @Test
  void gaugeShowsWhetherRequestsGoToAHost() {
    UpstreamGroup group = group(2);
    UpstreamHost host = group.hosts().getFirst();
    assertThat(gauge(host)).isEqualTo(1);
    fail(group, host, TO_EJECT);
    assertThat(gauge(host)).isZero();
  }

  private double gauge(UpstreamHost host) {
    return registry.get("headwater.upstream.in").tag("host", host.name()).gauge().value();
  }

  @Test
  void groupWithoutServersIsRefused() {
    assertThatThrownBy(() -> group(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("urls");
  }
}
