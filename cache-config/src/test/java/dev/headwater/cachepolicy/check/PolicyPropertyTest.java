package dev.headwater.cachepolicy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.KeyPolicy;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.Lifetime;
import dev.headwater.cachepolicy.LifetimeTerms;
import dev.headwater.cachepolicy.TokenNeed;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What {@link PolicyCheck} says of a policy is what happens: each property is tried on policies
 * made at random, those that keep it and those that don't.
 */
class PolicyPropertyTest {
  private static final String SECRET = "eyJhbGciOiJIUzI1NiJ9";
  private static final List<String> CREDENTIALS = List.of("token", "headwater_token", "Cookie");
  private static final List<String> NAMES =
      List.of("from", "to", "_HLS_msn", "_HLS_part", "_HLS_skip", "ab", "token", "headwater_token");

  @Property
  void aTokenEntersAKeyWhereTheCheckSaysSo(@ForAll("policies") CachePolicy policy) {
    Map<String, String> query = new HashMap<>();
    CREDENTIALS.forEach(name -> query.put(name, SECRET));
    for (KindPolicy kind : policy.kinds()) {
      assertThat(kind.key().query(query).contains(SECRET))
          .isEqualTo(breaks(policy, kind, Invariant.NO_TOKEN_IN_KEYS));
    }
  }

  @Property
  void twoMeaningsHaveOneKeyWhereTheCheckSaysSo(
      @ForAll("policies") CachePolicy policy,
      @ForAll("queries") Map<String, String> one,
      @ForAll("queries") Map<String, String> other) {
    for (KindPolicy kind : policy.kinds()) {
      boolean sameBytes =
          kind.kind().parameters().stream()
              .allMatch(name -> String.valueOf(one.get(name)).equals("" + other.get(name)));
      boolean sameKey = kind.key().query(one).equals(kind.key().query(other));
      if (sameKey && !sameBytes) {
        assertThat(breaks(policy, kind, Invariant.ONE_KEY_ONE_MEANING)).isTrue();
      }
    }
  }

  @Property
  void aViewersPlaylistIsOldWhereTheCheckSaysSo(
      @ForAll("policies") CachePolicy policy, @ForAll Random random) {
    for (KindPolicy kind : policy.kinds()) {
      if (kind.kind().isLivePlaylist()) {
        long half = policy.targetDuration().dividedBy(2).toMillis();
        long oldest = oldestSeen(policy, kind, random);
        assertThat(oldest)
            .isLessThanOrEqualTo(LayerAges.oldest(kind.lifetimes(), policy.layers()).toMillis());
        if (oldest > half) {
          assertThat(breaks(policy, kind, Invariant.LIVE_IS_NEW)).isTrue();
        }
      }
    }
  }

  /** Viewers who ask at random, some through the whole way and some from the middle of it. */
  private static long oldestSeen(CachePolicy policy, KindPolicy kind, Random random) {
    Duration cdn = kind.lifetimes().cdn();
    SimulatedLayers way = new SimulatedLayers(policy.layers(), kind.lifetimes());
    long step = Math.max(2, cdn.toMillis() / 2);
    long now = 0;
    long oldest = 0;
    for (int i = 0; i < 200; i++) {
      now += random.nextLong(step);
      way.ask(random.nextInt(way.count()), now);
      oldest = Math.max(oldest, way.ask(now));
    }
    return oldest;
  }

  @Property
  void whatIsLeftOfALifetimeNeverGrowsWhereTheCheckFindsNothing(
      @ForAll("policies") CachePolicy policy) {
    for (KindPolicy kind : policy.kinds()) {
      assertThat(kind.lifetimes().browser().compareTo(kind.lifetimes().cdn()) > 0)
          .isEqualTo(breaks(policy, kind, Invariant.LIFETIMES_SHRINK));
    }
  }

  @Property
  void whatNeedsATokenIsKeptNowhereWhereTheCheckFindsNothing(
      @ForAll("policies") CachePolicy policy) {
    for (KindPolicy kind : policy.kinds()) {
      boolean kept =
          !kind.tiers().isEmpty()
              || !kind.lifetimes().cdn().isZero()
              || !kind.lifetimes().browser().isZero();
      if (kind.token() == TokenNeed.ALWAYS) {
        assertThat(kept).isEqualTo(breaks(policy, kind, Invariant.NOTHING_PRIVATE_SHARED));
      }
    }
  }

  private static boolean breaks(CachePolicy policy, KindPolicy kind, Invariant broken) {
    return PolicyCheck.of(policy).stream()
        .anyMatch(one -> one.of() == kind.kind() && one.invariant() == broken);
  }

  @Provide
  Arbitrary<Map<String, String>> queries() {
    return Arbitraries.maps(
            Arbitraries.of(NAMES), Arbitraries.of("1", "2", "", "1=2", "x", "%26to%3D1"))
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<CachePolicy> policies() {
    Arbitrary<List<Layer>> layers =
        Arbitraries.of(true, false)
            .map(ages -> new Layer("cdn", Layer.Role.EDGE, ages))
            .list()
            .ofMaxSize(3);
    Arbitrary<Duration> target = Arbitraries.of(1, 2, 4, 6, 10).map(Duration::ofSeconds);
    return Combinators.combine(target, layers, Arbitraries.randomValue(Random::nextLong))
        .as((duration, between, seed) -> policy(duration, between, new Random(seed)));
  }

  private static CachePolicy policy(Duration target, List<Layer> layers, Random random) {
    List<KindPolicy> kinds =
        PolicyReader.shipped().kinds().stream()
            .filter(_ -> random.nextInt(3) > 0)
            .map(kind -> changed(kind, target, random))
            .toList();
    return new CachePolicy(target, layers, kinds, List.of());
  }

  private static KindPolicy changed(KindPolicy kind, Duration target, Random random) {
    LifetimeTerms terms =
        new LifetimeTerms(
            lifetime(random),
            lifetime(random),
            lifetime(random),
            lifetime(random),
            lifetime(random),
            lifetime(random));
    Set<String> key = NAMES.stream().filter(_ -> random.nextInt(4) > 0).collect(Collectors.toSet());
    return new KindPolicy(
        kind.kind(),
        kind.match(),
        kind.contentType(),
        terms,
        terms.at(target),
        new KeyPolicy(List.copyOf(key)),
        kind.tags(),
        kind.immutable(),
        kind.compress(),
        kind.priority(),
        random.nextInt(3) == 0 ? TokenNeed.ALWAYS : kind.token(),
        random.nextBoolean() ? Map.of() : Map.of(Tier.MEMORY, Long.MAX_VALUE));
  }

  private static Lifetime lifetime(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Lifetime.Targets(random.nextInt(30) / 10.0);
      case 1 -> new Lifetime.Fixed(Duration.ofMillis(random.nextInt(4_000)));
      case 2 -> new Lifetime.Fixed(Duration.ofSeconds(random.nextInt(100_000)));
      default -> new Lifetime.Fixed(Duration.ZERO);
    };
  }
}
