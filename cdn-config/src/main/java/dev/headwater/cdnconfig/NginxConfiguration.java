package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.ResourceKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The policy as a file for nginx, 1.19 or later, with njs, 0.7.9 or later. */
final class NginxConfiguration {
  private final CachePolicy policy;
  private final List<Rule> rules;
  private final NginxFields fields;
  private final StringBuilder text = new StringBuilder();

  private NginxConfiguration(CachePolicy policy) {
    this.policy = policy;
    this.rules = Rule.of(policy);
    this.fields = new NginxFields(CountedNames.of(rules));
  }

  static RenderedConfiguration of(CachePolicy policy, Site site) {
    return new NginxConfiguration(policy).rendered(site);
  }

  private RenderedConfiguration rendered(Site site) {
    text.append(NginxFrame.head(site)).append(NginxFrame.maps()).append(NginxFrame.closed(site));
    parameters();
    text.append(fields.maps());
    text.append(NginxFrame.server(site, fields.cookies()));
    fields.server().forEach(one -> line("  " + one));
    rules.forEach(this::location);
    text.append(NginxFrame.FOOT);
    return RenderedConfiguration.of("headwater.conf", text.toString(), unexpressed())
        .with(NginxModule.of(site));
  }

  /** A variable for each parameter that counts, and for each kind's query. */
  private void parameters() {
    Set<String> names = new LinkedHashSet<>();
    rules.stream().filter(Rule::isKept).forEach(rule -> names.addAll(rule.kind().key().query()));
    if (names.isEmpty()) {
      return;
    }
    line("");
    line(
        "# Of the query only what counts, always in one order; names as they are, which $arg_ takes in any case.");
    for (String name : names) {
      line("map $args $%s {".formatted(counted(name)));
      line(
          "  \"~(?:^|&)%s=(?<headwater_value>[^&]+)\" \"&%s=$headwater_value\";"
              .formatted(name.replace(".", "\\."), name));
      line("}");
    }
    policy.kinds().stream()
        .map(kind -> new Rule(kind, Map.of()))
        .filter(rule -> rule.isKept() && !rule.kind().key().isWithoutQuery())
        .forEach(this::query);
  }

  /** Variables have letters, digits and underscores; what a name has else stays apart in theirs. */
  private static String counted(String name) {
    return "counted_" + name.replace("-", "__dash__").replace(".", "__dot__");
  }

  private void query(Rule rule) {
    String counted =
        rule.kind().key().query().stream()
            .map(name -> "$" + counted(name))
            .collect(Collectors.joining());
    line("map \"%s\" $%s_query {".formatted(counted, variable(rule)));
    line("  \"~^&(?<headwater_parameters>.+)$\" \"?$headwater_parameters\";");
    line("}");
  }

  private static String variable(Rule rule) {
    return rule.kind().kind().word().replace('-', '_');
  }

  private void location(Rule rule) {
    line("");
    line("  # %s".formatted(rule.comment()));
    line("  location ~ \"^%s\\z\" {".formatted(rule.regex()));
    NginxFields.location(rule).forEach(one -> line("    " + one));
    if (rule.isKept()) {
      kept(rule);
    } else {
      line(
          "    proxy_pass http://headwater$uri$is_args$args; # the path that the token was checked for");
    }
    line("  }");
  }

  private void kept(Rule rule) {
    String query = rule.kind().key().isWithoutQuery() ? "" : "$" + variable(rule) + "_query";
    line(
        "    proxy_pass http://%s$uri%s;"
            .formatted(rule.followsOrigin() ? "$headwater_origin" : "headwater", query));
    line("    proxy_cache headwater;");
    line("    proxy_cache_key %s;".formatted(key(rule, query)));
    if (isSliced(rule)) {
      line("    slice 2m;");
    }
    if (!rule.followsOrigin()) {
      line("    proxy_ignore_headers Cache-Control Expires X-Accel-Expires Vary;");
      line(
          "    proxy_cache_valid %s %s;"
              .formatted(isSliced(rule) ? "200 206" : "200", DurationText.of(rule.cdn())));
      if (!rule.notFound().isZero()) {
        line("    proxy_cache_valid 404 410 %s;".formatted(DurationText.of(rule.notFound())));
      }
    }
    stale(rule);
  }

  /** What a viewer chooses comes last, so that it can't be read as something else. */
  private static String key(Rule rule, String query) {
    return "\"$headwater_door$headwater_purged %s%s%s$uri%s\""
        .formatted(
            rule.kind().compress() ? "$headwater_coding " : "",
            NginxFields.key(rule),
            isSliced(rule) ? "$slice_range " : "",
            query);
  }

  /** Of what may be large, and is all there once it is there. */
  private static boolean isSliced(Rule rule) {
    return rule.kind().kind() == ResourceKind.MEDIA_SEGMENT;
  }

  private void stale(Rule rule) {
    if (rule.ages()) {
      return; // nginx would serve it however old it is
    }
    List<String> where = new ArrayList<>();
    if (rule.servesWhereThatFails()) {
      where.add("error timeout http_500 http_502 http_503 http_504");
    }
    if (rule.servesWhileItAsks()) {
      where.add("updating");
    }
    if (!where.isEmpty()) {
      line("    proxy_cache_use_stale %s;".formatted(String.join(" ", where)));
    }
    if (rule.servesWhileItAsks()) {
      line("    proxy_cache_background_update on;");
    }
  }

  private List<String> unexpressed() {
    Unexpressed all = new Unexpressed(policy, rules);
    all.add(
        "stale-while-revalidate, stale-if-error: nginx serves stale, 404s too, for as long as it has it (24 h after the last request)");
    all.of(
        rule -> rule.ages() && (rule.servesWhereThatFails() || rule.servesWhileItAsks()),
        "nothing stale, since it would have no bound");
    if (policy.layers().stream().allMatch(Layer::countsAge)) {
      all.add("counts-age: nginx doesn't, and keeps for a lifetime from when it came");
    }
    all.add("key: a parameter without a value counts as one that isn't there");
    all.add(
        "token: what was revoked is good here until it ends; max and grace are a node's own; a token of another consumer's key is for the origin, and what comes for it isn't kept");
    all.add(
        "tags: nginx purges paths and what is below them, at once and for good: soft is hard; what was purged takes room on the disk for a day");
    return all.usual();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
