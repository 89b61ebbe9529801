package dev.headwater.cachepolicy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.CountedName;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
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
  private static final List<String> HEADERS =
      List.of("X-Device", "X-Region", "Authorization", "X-Api-Key");

  private static final List<String> SECRET_HEADERS = List.of("Authorization", "X-Api-Key");
  private static final List<String> COOKIES = List.of("variant", "lang", "headwater_token");
  private static final List<String> COUNTED = List.of("tv", "phone", "a.b", "_HLS_msn");
  private static final List<String> NAMES =
      List.of("from", "to", "_HLS_msn", "_HLS_part", "_HLS_skip", "ab", "token", "headwater_token");

  @Property
  void aTokenEntersAKeyWhereTheCheckSaysSo(@ForAll("policies") CachePolicy policy) {
    Map<String, String> query = new HashMap<>();
    CREDENTIALS.forEach(name -> query.put(name, SECRET));
    for (KindPolicy kind : policy.kinds()) {
      boolean named =
          kind.key().fields().headers().stream()
                  .anyMatch(one -> SECRET_HEADERS.contains(one.name()))
              || kind.key().fields().cookies().stream()
                  .anyMatch(one -> CREDENTIALS.contains(one.name()));
      assertThat(kind.key().query(query).contains(SECRET) || named)
          .isEqualTo(breaks(policy, kind, Invariant.NO_TOKEN_IN_KEYS));
    }
  }

  /** Whatever the policy says, also one that is refused: only what it lists gets in. */
  @Property
  void noFieldEntersAKeyWithAnotherValueThanThePolicyLists(
      @ForAll("policies") CachePolicy policy,
      @ForAll("requests") Map<String, List<String>> request) {
    for (KindPolicy kind : policy.kinds()) {
      CountedFields counted = kind.key().fields();
      String key = counted.key(lines(request));
      assertThat(key).doesNotContain(SECRET);
      Set<String> listed = new HashSet<>(List.of(""));
      counted
          .headers()
          .forEach(one ->
              one.values()
                  .forEach(
                      value -> listed.add(one.name().toLowerCase(Locale.ROOT) + ": " + value)));
      assertThat(key.lines().filter(line -> !line.startsWith("cookie: "))).isSubsetOf(listed);
    }
  }

  @Property
  void aRequestHasOneKeyWithWhatIsPassedOnOfIt(
      @ForAll("policies") CachePolicy policy,
      @ForAll("requests") Map<String, List<String>> one,
      @ForAll("requests") Map<String, List<String>> other) {
    for (KindPolicy kind : policy.kinds()) {
      CountedFields counted = kind.key().fields();
      Map<String, String> passed = counted.of(lines(one));
      boolean sameKey = counted.key(lines(one)).equals(counted.key(lines(other)));
      assertThat(sameKey).isEqualTo(passed.equals(counted.of(lines(other))));
      Map<String, List<String>> next = new HashMap<>();
      passed.forEach((name, value) -> next.put(name, List.of(value)));
      assertThat(counted.key(lines(next)))
          .as("a cache behind this one has the same key")
          .isEqualTo(counted.key(lines(one)));
      assertThat(counted.vary()).containsAll(passed.keySet());
    }
  }

  /** Of a URL there are as many keys as the policy has values, whatever is sent. */
  @Property
  void requestsMakeNoMoreKeysThanTheirValuesComeTogether(
      @ForAll("policies") CachePolicy policy,
      @ForAll("crowds") List<Map<String, List<String>>> crowd) {
    for (KindPolicy kind : policy.kinds()) {
      CountedFields counted = kind.key().fields();
      assertThat(crowd.stream().map(one -> counted.key(lines(one))).distinct().count())
          .isLessThanOrEqualTo(counted.combinations());
    }
  }

  /** Two of which one is the key of a URL, and the other begins with that of another. */
  @Property
  void noUrlHasTheKeyOfAnotherWithItsFields(
      @ForAll("policies") CachePolicy policy,
      @ForAll("queries") Map<String, String> query,
      @ForAll("requests") Map<String, List<String>> one,
      @ForAll("queries") Map<String, String> otherQuery,
      @ForAll("requests") Map<String, List<String>> other) {
    for (KindPolicy kind : policy.kinds()) {
      String url = kind.key().query(query);
      String otherUrl = kind.key().query(otherQuery);
      String fields = kind.key().fields().key(lines(one));
      String otherFields = kind.key().fields().key(lines(other));
      assertThat((url + fields).equals(otherUrl + otherFields))
          .isEqualTo(url.equals(otherUrl) && fields.equals(otherFields));
    }
  }

  private static Function<String, List<String>> lines(Map<String, List<String>> request) {
    return name ->
        request.entrySet().stream()
            .filter(field -> field.getKey().equalsIgnoreCase(name))
            .flatMap(field -> field.getValue().stream())
            .toList();
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
  Arbitrary<Map<String, List<String>>> requests() {
    Arbitrary<String> values =
        Arbitraries.of("tv", "phone", "TV", "a.b", "", "tv, phone", SECRET, "variant=tv");
    Arbitrary<String> pairs =
        Combinators.combine(Arbitraries.of(COOKIES), Arbitraries.of("tv", "phone", "x", SECRET))
            .as((name, value) -> name + "=" + value);
    Arbitrary<Map<String, List<String>>> headers =
        Arbitraries.maps(
            Arbitraries.of("X-Device", "x-device", "X-Region", "Authorization", "X-Api-Key"),
            values.list().ofMaxSize(2));
    Arbitrary<List<String>> cookies =
        pairs.list().ofMaxSize(3).map(all -> List.of(String.join("; ", all)));
    return Combinators.combine(headers, cookies)
        .as((all, cookie) -> {
          Map<String, List<String>> request = new HashMap<>(all);
          request.put("Cookie", cookie);
          return request;
        });
  }

  @Provide
  Arbitrary<List<Map<String, List<String>>>> crowds() {
    return requests().list().ofMaxSize(50);
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
        new KeyPolicy(
            List.copyOf(key), new CountedFields(some(HEADERS, random), some(COOKIES, random))),
        kind.tags(),
        kind.immutable(),
        kind.compress(),
        kind.priority(),
        random.nextInt(3) == 0 ? TokenNeed.ALWAYS : kind.token(),
        random.nextBoolean() ? Map.of() : Map.of(Tier.MEMORY, Long.MAX_VALUE));
  }

  private static List<CountedName> some(List<String> names, Random random) {
    return names.stream()
        .filter(_ -> random.nextInt(4) == 0)
        .map(name -> new CountedName(name, COUNTED.subList(0, 1 + random.nextInt(COUNTED.size()))))
        .toList();
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
