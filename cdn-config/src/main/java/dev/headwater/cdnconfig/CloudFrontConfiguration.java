package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KeyPolicy;
import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.ResourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The policy as variables of Terraform, by the names that its AWS provider has for the arguments of
 * {@code aws_cloudfront_cache_policy} and the others. What is kept for viewers with a token has a
 * field in its key that the function {@code token} alone sets.
 */
final class CloudFrontConfiguration {
  /** What an account has by default ("Quotas" of the CloudFront developer guide). */
  private static final int MOST_BEHAVIOURS = 75;

  private static final int MOST_POLICIES = 20;
  private static final int LONGEST_PATTERN = 255;

  /** Of what follows the origin's own word, which says less. */
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /** All for which CloudFront lets it be said; of the others no-store is heeded. */
  private static final List<Integer> ERRORS =
      List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE");

  private static final String UNCACHED = "Managed-CachingDisabled";

  /**
   * What is kept alike.
   *
   * @param shortest that CloudFront keeps it, whatever the origin says
   * @param otherwise where the origin says nothing
   */
  private record Keeping(
      long shortest, long otherwise, long longest, KeyPolicy key, boolean coded) {
    List<String> headers() {
      return CountedNames.names(key.fields().headers());
    }

    List<String> cookies() {
      return CountedNames.names(key.fields().cookies());
    }
  }

  private final CachePolicy policy;
  private final List<Rule> rules;
  private final List<CacheBehaviour> behaviours;
  private final Map<Keeping, String> names = new LinkedHashMap<>();

  private CloudFrontConfiguration(CachePolicy policy) {
    this.policy = policy;
    this.rules = Rule.of(policy);
    this.behaviours = BehaviourOrder.of(rules);
    for (CacheBehaviour one : behaviours) {
      if (one.isKept()) {
        names.computeIfAbsent(keeping(one.rule()), this::freeName);
      }
    }
  }

  static RenderedConfiguration of(CachePolicy policy, Site site) {
    return new CloudFrontConfiguration(policy).rendered(site);
  }

  private RenderedConfiguration rendered(Site site) {
    List<String> unexpressed = unexpressed();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rendered_by", "headwater policy render cloudfront: change the caching policy instead");
    all.put("origin", origin(site));
    all.put("cache_policies", cachePolicies());
    all.put("origin_request_policies", originRequestPolicies());
    all.put("response_headers_policy", responseHeadersPolicy());
    all.put("viewer_request_function", "token");
    all.put("ordered_cache_behaviors", behaviours.stream().map(this::behaviour).toList());
    all.put("default_cache_behavior", uncached());
    all.put("custom_error_responses", errors());
    all.put("unexpressed", unexpressed);
    RenderedFile file = new RenderedFile("headwater.auto.tfvars.json", JsonText.of(all));
    return new RenderedConfiguration(List.of(file), unexpressed);
  }

  /** A playlist reload is held for up to half a minute. */
  private static Map<String, Object> origin(Site site) {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("domain_name", site.originHost());
    origin.put("port", Integer.parseInt(site.originPort()));
    origin.put("origin_read_timeout", 30);
    origin.put("origin_keepalive_timeout", 60);
    origin.put("origin_shield", true);
    origin.put("failover_status_codes", List.of(500, 502, 503, 504));
    return origin;
  }

  private Map<String, Object> cachePolicies() {
    Map<String, Object> policies = new LinkedHashMap<>();
    names.forEach((keeping, name) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("min_ttl", keeping.shortest());
      one.put("default_ttl", keeping.otherwise());
      one.put("max_ttl", keeping.longest());
      one.put("headers", both(List.of("Headwater-Viewer"), keeping.headers()));
      one.put("cookies", keeping.cookies());
      one.put("query_strings", keeping.key().query());
      one.put("enable_accept_encoding_gzip", keeping.coded());
      policies.put(name, one);
    });
    return policies;
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** What the origin sees of a request beside what is in the key; all of it where none is. */
  private Map<String, Object> originRequestPolicies() {
    CountedNames counted = CountedNames.of(rules);
    return ordered(
        "headwater-hop",
        ordered("headers", List.of("Headwater-Hop"), "query_strings", "none", "cookies", List.of()),
        "headwater-all",
        ordered(
            "headers",
            both(List.of("Headwater-Hop", "Content-Type"), CountedNames.names(counted.headers())),
            "query_strings",
            "all",
            "cookies",
            both(List.of("headwater_token"), CountedNames.names(counted.cookies()))));
  }

  private static Map<String, Object> responseHeadersPolicy() {
    return ordered(
        "name", "headwater", "remove_headers", List.of("Headwater-Access", "CDN-Cache-Control"));
  }

  private Map<String, Object> behaviour(CacheBehaviour one) {
    Map<String, Object> behaviour = new LinkedHashMap<>();
    behaviour.put("path_pattern", one.pattern().text());
    if (one.isKept()) {
      behaviour.put("cache_policy", names.get(keeping(one.rule())));
      behaviour.put("origin_request_policy", "headwater-hop");
      behaviour.put("compress", one.rule().kind().compress());
    } else {
      behaviour.putAll(uncached());
    }
    if (one.rule().kind().kind() == ResourceKind.KEY) {
      behaviour.put("allowed_methods", METHODS); // some players ask by POST
    }
    return behaviour;
  }

  private static Map<String, Object> uncached() {
    return ordered(
        "cache_policy", UNCACHED, "origin_request_policy", "headwater-all", "compress", false);
  }

  private static List<Map<String, Object>> errors() {
    return ERRORS.stream()
        .map(code -> ordered("error_code", code, "error_caching_min_ttl", 0))
        .toList();
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /**
   * Cache-Control is for viewers, and CloudFront knows no better field: where a name never means
   * other bytes, or the policy alone says how long it is kept, that is so whatever the origin says.
   */
  private static Keeping keeping(Rule rule) {
    long seconds = rule.cdn().toSeconds();
    return new Keeping(
        seconds,
        seconds,
        rule.ages() ? Math.max(seconds, DAY_SECONDS) : seconds,
        rule.kind().key(),
        rule.kind().compress());
  }

  /** Names of parameters may differ in what names of policies can't have. */
  private String freeName(Keeping keeping) {
    String name = name(keeping);
    String free = name;
    for (int i = 2; names.containsValue(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  /** By what it says. */
  private static String name(Keeping keeping) {
    StringBuilder name = new StringBuilder("headwater-");
    name.append(DurationText.of(Duration.ofSeconds(keeping.shortest())));
    name.append(keeping.longest() > keeping.shortest() ? "-or-longer" : "");
    name.append(keeping.coded() ? "-gzip" : "");
    keeping.key().query().forEach(parameter -> name.append('-').append(parameter));
    keeping.headers().forEach(header -> name.append("-header-").append(header));
    keeping.cookies().forEach(cookie -> name.append("-cookie-").append(cookie));
    return name.toString().replaceAll("[^\\w-]", "_");
  }

  private List<String> unexpressed() {
    Unexpressed all = new Unexpressed(policy, rules);
    List<String> untold = new ArrayList<>();
    behaviours.stream()
        .filter(one -> !one.isTold())
        .forEach(one -> untold.add(one.pattern().text()));
    if (!untold.isEmpty()) {
      all.add(
          "match: none of these is kept, since CloudFront's patterns can't tell them apart: "
              + String.join(", ", untold));
    }
    quotas(all);
    if (policy.layers().stream().allMatch(Layer::countsAge)) {
      all.add("counts-age: what is kept for min_ttl is kept for it from when it came");
    }
    all.add(
        "layers: CloudFront has up to three caches one behind the other (edge, regional, Origin Shield), and doesn't say whether they"
            + " count age: where a live playlist has to be new, name as many");
    all.of(
        rule -> rule.isKept() && rule.ages() && !rule.cdn().isZero(),
        "kept for the policy's lifetime also where the origin says less, of a channel whose target duration is shorter than the policy's");
    all.of(
        rule -> rule.isKept() && rule.cdn().isZero(),
        "kept as long as the origin says, and not at all for viewers with a token: their Cache-Control is private");
    all.add(
        "key: parameters in another order make another copy; the function key puts them in order, but a behaviour has one function");
    all.of(
        rule -> rule.isKept() && !rule.kind().key().fields().isNone(),
        "each value of a header field or cookie that counts makes another copy, also one that counts as none for the origin; the function key"
            + " leaves only those that count, but a behaviour has one function");
    all.add(
        "stale-while-revalidate, stale-if-error: CloudFront heeds what Cache-Control says of them, which is nothing; where the origin"
            + " fails it serves what it has, however old");
    all.add(
        "not-found: errors are kept for as long as Cache-Control of the error says, from none to the max_ttl of its cache policy");
    all.add(
        "token: the function token checks it; what was revoked is good until it ends; what some ask for with a token and others without is kept twice");
    all.add("tags: CloudFront purges paths; the control plane makes paths of tags");
    all.add("match: what is of no kind, or has other characters, is the origin's to refuse");
    return all.all();
  }

  private void quotas(Unexpressed all) {
    if (behaviours.size() > MOST_BEHAVIOURS) {
      all.add(
          "%d cache behaviours: an account has %d of a distribution before it asks for more"
              .formatted(behaviours.size(), MOST_BEHAVIOURS));
    }
    if (names.size() > MOST_POLICIES) {
      all.add(
          "%d cache policies: an account has %d before it asks for more"
              .formatted(names.size(), MOST_POLICIES));
    }
    behaviours.stream()
        .map(one -> one.pattern().text())
        .filter(pattern -> pattern.length() > LONGEST_PATTERN)
        .forEach(
            pattern -> all.add(pattern + ": CloudFront's patterns have 255 characters at most"));
  }
}
