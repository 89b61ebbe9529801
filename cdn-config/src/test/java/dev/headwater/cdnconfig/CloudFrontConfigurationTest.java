package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.CountedName;
import dev.headwater.cachepolicy.KeyPolicy;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.Lifetime;
import dev.headwater.cachepolicy.LifetimeTerms;
import dev.headwater.cachepolicy.PathTemplate;
import dev.headwater.cachepolicy.PolicyOverride;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.cachepolicy.TokenNeed;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rendered variables say what the policy says, as CloudFront would read them. */
class CloudFrontConfigurationTest {
  private static final String TOKEN = "/t/eyJh.eyJl.c2ln";
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  /** Values that look like what stands elsewhere in paths. */
  private static final List<String> VALUES =
      List.of(
          "a", "vod", "live", "keys", "t", "index", "init", "e1-5", "v.1", "x.m4s", "a-b.2", "~_");

  private static final List<String> NAMES =
      List.of("from", "to", "_HLS_msn", "_HLS_part", "_HLS_skip", "ab");

  @Property(tries = 100)
  void aPathIsKeptAsThePolicySays(@ForAll("policies") CachePolicy policy, @ForAll Random random) {
    ModelledCloudFront cloudFront =
        ModelledCloudFront.of(Cdn.CLOUDFRONT.render(policy, Site.USUAL));
    for (int i = 0; i < 60; i++) {
      String path = path(policy, random);
      Classification what = policy.classify(path).orElse(null);
      if (what != null) {
        heldTo(cloudFront, what.policy(), path);
        heldTo(cloudFront, what.policy(), TOKEN + path);
      }
    }
  }

  private static void heldTo(ModelledCloudFront cloudFront, KindPolicy kind, String path) {
    JsonObject keeping = cloudFront.keeping(path);
    Rule rule = new Rule(kind, Map.of());
    assertThat(keeping != null).as(path).isEqualTo(rule.isKept());
    if (keeping == null) {
      return;
    }
    long cdn = kind.lifetimes().cdn().toSeconds();
    assertThat(cloudFront.lifetime(path, true, 0)).as(path).isEqualTo(cdn);
    if (!rule.ages()) {
      assertThat(cloudFront.lifetime(path, false, 1_000_000_000)).as(path).isEqualTo(cdn);
    }
    assertThat(keeping.getJsonArray("query_strings"))
        .as(path)
        .isEqualTo(new JsonArray(kind.key().query()));
    CountedFields counted = kind.key().fields();
    assertThat(keeping.getJsonArray("headers"))
        .as(path)
        .isEqualTo(new JsonArray().add("Headwater-Viewer").addAll(named(counted.headers())));
    assertThat(keeping.getJsonArray("cookies")).as(path).isEqualTo(named(counted.cookies()));
    assertThat(keeping.getBoolean("enable_accept_encoding_gzip")).isEqualTo(kind.compress());
    assertThat(cloudFront.behaviour(path).getBoolean("compress")).isEqualTo(kind.compress());
    assertThat(cloudFront.key(path, Map.of("x", "1"), Map.of("Headwater-Viewer", "token")))
        .as("who has shown a token has copies of their own")
        .isNotEqualTo(cloudFront.key(path, Map.of("x", "2"), Map.of()));
  }

  private static JsonArray named(List<CountedName> names) {
    return new JsonArray(names.stream().map(CountedName::name).toList());
  }

  /** Of a kind, or of something like it. */
  private static String path(CachePolicy policy, Random random) {
    KindPolicy kind = policy.kinds().get(random.nextInt(policy.kinds().size()));
    Matcher matcher = VARIABLE.matcher(kind.match().toString());
    return matcher.replaceAll(_ -> VALUES.get(random.nextInt(VALUES.size())));
  }

  @Provide
  Arbitrary<CachePolicy> policies() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 10), Arbitraries.randomValue(Random::nextLong))
        .as((target, seed) -> policy(Duration.ofSeconds(target), new Random(seed)));
  }

  private static CachePolicy policy(Duration target, Random random) {
    List<KindPolicy> kinds = new ArrayList<>();
    for (KindPolicy kind : PolicyReader.shipped().kinds()) {
      if (kinds.isEmpty() || random.nextInt(4) > 0) {
        kinds.add(changed(kind, target, random));
      }
    }
    Collections.shuffle(kinds, random);
    List<PolicyOverride> overrides = new ArrayList<>();
    for (String id : List.of("a", "vod", "live")) {
      String variable = random.nextBoolean() ? "title" : "channel";
      Map<ResourceKind, KindPolicy> some =
          kinds.stream()
              .filter(kind -> kind.match().variables().contains(variable) && random.nextBoolean())
              .collect(
                  Collectors.toMap(KindPolicy::kind, kind -> kind.with(terms(random), target)));
      overrides.add(new PolicyOverride(variable, id, some));
    }
    return new CachePolicy(target, List.of(), kinds, overrides);
  }

  private static KindPolicy changed(KindPolicy kind, Duration target, Random random) {
    LifetimeTerms terms = terms(random);
    Set<String> key = NAMES.stream().filter(_ -> random.nextInt(4) > 0).collect(Collectors.toSet());
    return new KindPolicy(
        kind.kind(),
        kind.match(),
        kind.contentType(),
        terms,
        terms.at(target),
        new KeyPolicy(
            List.copyOf(key), new CountedFields(some("X-Device", random), some("lang", random))),
        kind.tags(),
        kind.immutable(),
        random.nextBoolean(),
        kind.priority(),
        random.nextInt(5) == 0 ? TokenNeed.ALWAYS : kind.token(),
        kind.tiers());
  }

  private static List<CountedName> some(String name, Random random) {
    return random.nextInt(3) > 0 ? List.of() : List.of(new CountedName(name, List.of("a", "b")));
  }

  private static LifetimeTerms terms(Random random) {
    Lifetime cdn =
        random.nextBoolean()
            ? new Lifetime.Targets(random.nextInt(30) / 10.0)
            : new Lifetime.Fixed(Duration.ofSeconds(random.nextInt(100_000)));
    Lifetime none = new Lifetime.Fixed(Duration.ZERO);
    return new LifetimeTerms(none, cdn, cdn, none, none, none);
  }

  @Example
  void whatIsOfNoKindIsNotKept() {
    ModelledCloudFront cloudFront =
        ModelledCloudFront.of(Cdn.CLOUDFRONT.render(PolicyReader.shipped(), Site.USUAL));
    assertThat(cloudFront.keeping("/ingest/c1/index.m3u8")).isNull();
    assertThat(cloudFront.keeping("/keys/t1-e1-0")).isNull();
    assertThat(cloudFront.keeping("/")).isNull();
  }

  @Example
  void whatPatternsCannotTellApartIsNotKeptAndSaid() {
    KindPolicy some = PolicyReader.shipped().kinds().getFirst();
    KindPolicy other = PolicyReader.shipped().kinds().get(1);
    KindPolicy last = PolicyReader.shipped().kinds().get(2);
    RenderedConfiguration rendered =
        Cdn.CLOUDFRONT.render(
            new CachePolicy(
                Duration.ofSeconds(4),
                List.of(),
                List.of(at(some, "/f/{a}x"), at(other, "/f/x{a}"), at(last, "/g/{a}")),
                List.of()),
            Site.USUAL);
    ModelledCloudFront cloudFront = ModelledCloudFront.of(rendered);
    assertThat(cloudFront.keeping("/f/ax")).isNull();
    assertThat(cloudFront.keeping("/f/xa")).isNull();
    assertThat(cloudFront.keeping("/g/a")).isNotNull();
    assertThat(rendered.unexpressed())
        .anyMatch(one -> one.startsWith("match: none of these is kept") && one.contains("/f/*x"));
  }

  private static KindPolicy at(KindPolicy kind, String template) {
    return new KindPolicy(
        kind.kind(),
        PathTemplate.parse(template),
        kind.contentType(),
        kind.terms(),
        kind.lifetimes(),
        kind.key(),
        kind.tags(),
        kind.immutable(),
        kind.compress(),
        kind.priority(),
        kind.token(),
        kind.tiers());
  }

  @Example
  void noErrorIsKeptLongerThanTheOriginSays() {
    JsonObject variables =
        new JsonObject(Cdn.CLOUDFRONT.render(PolicyReader.shipped(), Site.USUAL).text());
    assertThat(variables.getJsonArray("custom_error_responses"))
        .allSatisfy(
            one -> assertThat(((JsonObject) one).getInteger("error_caching_min_ttl")).isZero())
        .extracting(one -> ((JsonObject) one).getInteger("error_code"))
        .contains(403, 404, 500, 502, 503, 504);
  }

  @Example
  void aPolicyThatNeedsMoreThanAnAccountHasIsSaid() {
    StringBuilder many = new StringBuilder(PolicyReader.resource(PolicyReader.SHIPPED));
    many.append("\noverrides:\n");
    for (int i = 1; i <= 25; i++) {
      many.append(
          "  - { title: t%d, kinds: [image], lifetimes: { browser: 1s, cdn: %ds, origin: 1s } }\n"
              .formatted(i, i + 1));
    }
    assertThat(
            Cdn.CLOUDFRONT
                .render(PolicyReader.read("test", many.toString()), Site.USUAL)
                .unexpressed())
        .anyMatch(one -> one.startsWith("80 cache behaviours: an account has 75"))
        .anyMatch(one -> one.startsWith("32 cache policies: an account has 20"));
  }
}
