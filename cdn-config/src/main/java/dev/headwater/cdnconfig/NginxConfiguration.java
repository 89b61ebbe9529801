package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.Layer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The policy as a file for nginx, 1.19 or later, without any module of others. */
final class NginxConfiguration {
  private static final String VARIABLE = "\\w+";

  private static final String FOOT =
      """

        # Of no kind: not there.
        location / {
          return 404;
        }
      }
      """;

  private final CachePolicy policy;
  private final List<Rule> rules;
  private final StringBuilder text = new StringBuilder();

  private NginxConfiguration(CachePolicy policy) {
    this.policy = policy;
    this.rules = Rule.of(policy);
  }

  static RenderedConfiguration of(CachePolicy policy, Site site) {
    return new NginxConfiguration(policy).rendered(site);
  }

  private RenderedConfiguration rendered(Site site) {
    text.append(head(site));
    parameters();
    text.append(server(site));
    rules.forEach(this::location);
    text.append(FOOT);
    return RenderedConfiguration.of("headwater.conf", text.toString(), unexpressed());
  }

  private static String head(Site site) {
    return """
    # nginx as a cache before Headwater. Rendered from a caching policy by "headwater policy render nginx": change that instead.
    # It stands in the http block, as /etc/nginx/conf.d/headwater.conf does.

    proxy_cache_path %s levels=1:2 keys_zone=headwater:64m max_size=10g inactive=24h use_temp_path=off;

    upstream headwater {
      server %s; # a second origin: server HOST:PORT backup;
      keepalive 64;
    }

    # Copies are for those who take gzip, and for those who don't.
    map $http_accept_encoding $headwater_coding {
      "~*gzip;\\s*q=0(\\.0*)?\\s*(,|$)" "";
      "~*gzip" gzip;
    }

    # Of cookies only a token reaches the origin.
    map $cookie_headwater_token $headwater_cookie {
      "~." "headwater_token=$cookie_headwater_token";
    }

    # What is for one viewer, or not there yet, isn't kept, whatever lifetimes are below.
    map "$upstream_http_cache_control,$upstream_http_cdn_cache_control,$upstream_http_headwater_access" $headwater_unkept {
      "~*private|no-store|,token$" 1;
    }
    """
        .formatted(site.folder(), site.origin());
  }

  private static String server(Site site) {
    return """

    server {
      listen %d;

      proxy_http_version 1.1;
      proxy_set_header Connection ""; # connections to the origin are kept
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr; # counts where limits.trusted-proxies has this machine
      proxy_set_header Accept-Encoding $headwater_coding;
      proxy_set_header Cookie $headwater_cookie;
      proxy_set_header Authorization "";
      # Only for a hop that checks tokens itself, which this file doesn't: it would give what is private to anyone. Then "SECRET".
      proxy_set_header Headwater-Hop "";

      # One request to the origin for all who ask for the same, for as long as a playlist reload may be held.
      proxy_cache_lock on;
      proxy_cache_lock_timeout 30s;
      proxy_cache_lock_age 30s;
      proxy_read_timeout 30s;

      # Whoever shows a token is answered by the origin, and nothing of that is kept.
      proxy_cache_bypass $headwater_cookie;
      proxy_no_cache $headwater_cookie $headwater_unkept;
      location ^~ /t/ {
        proxy_pass http://headwater;
      }

      proxy_cache_revalidate on;
      proxy_ignore_headers Vary; # it says Accept-Encoding, which is in the key
      add_header X-Cache $upstream_cache_status always;
    """
        .formatted(site.port());
  }

  /** A variable for each parameter that counts, and for each kind's query. */
  private void parameters() {
    Set<String> names = new LinkedHashSet<>();
    rules.stream().filter(this::isKept).forEach(rule -> names.addAll(rule.kind().key().query()));
    if (names.isEmpty()) {
      return;
    }
    line("");
    line("# Of the query only what counts, always in one order.");
    for (String name : names) {
      line("map $arg_%s $headwater_%s {".formatted(name, name));
      line("  \"~.\" \"&%s=$arg_%s\";".formatted(name, name));
      line("}");
    }
    policy.kinds().stream()
        .map(kind -> new Rule(kind, Map.of()))
        .filter(rule -> isKept(rule) && !rule.kind().key().isPath())
        .forEach(this::query);
  }

  private void query(Rule rule) {
    String counted =
        rule.kind().key().query().stream()
            .map(name -> "$headwater_" + name)
            .collect(Collectors.joining());
    line("map \"%s\" $%s_query {".formatted(counted, variable(rule)));
    line("  \"~^&(?<headwater_parameters>.+)$\" \"?$headwater_parameters\";");
    line("}");
  }

  private static String variable(Rule rule) {
    return rule.kind().kind().word().replace('-', '_');
  }

  /** What nginx can't read of a query can't count either, so such a kind is never kept. */
  private boolean isKept(Rule rule) {
    return rule.isKept() && isReadable(rule);
  }

  private static boolean isReadable(Rule rule) {
    return rule.kind().key().query().stream().allMatch(name -> name.matches(VARIABLE));
  }

  private void location(Rule rule) {
    line("");
    line("  # %s".formatted(rule.comment()));
    line("  location ~ \"^%s\\z\" {".formatted(rule.regex()));
    if (isKept(rule)) {
      kept(rule);
    } else {
      line("    proxy_pass http://headwater;");
    }
    line("  }");
  }

  private void kept(Rule rule) {
    String query = rule.kind().key().isPath() ? "" : "$" + variable(rule) + "_query";
    line("    proxy_pass http://headwater$uri%s;".formatted(query));
    line("    proxy_cache headwater;");
    line(
        "    proxy_cache_key %s;"
            .formatted(
                rule.kind().compress()
                    ? "\"$uri" + query + " $headwater_coding\""
                    : "$uri" + query));
    if (!rule.followsOrigin()) {
      line("    proxy_ignore_headers Cache-Control Expires X-Accel-Expires Vary;");
      line("    proxy_cache_valid 200 %s;".formatted(DurationText.of(rule.cdn())));
      if (!rule.notFound().isZero()) {
        line("    proxy_cache_valid 404 410 %s;".formatted(DurationText.of(rule.notFound())));
      }
    }
    stale(rule);
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
    Unexpressed all = new Unexpressed(rules);
    all.add(
        "stale-while-revalidate, stale-if-error: nginx serves stale, 404s too, for as long as it has it (24 h after the last request)");
    all.of(
        rule -> rule.ages() && (rule.servesWhereThatFails() || rule.servesWhileItAsks()),
        "nothing stale, since it would have no bound");
    all.of(
        rule -> rule.isKept() && !isReadable(rule),
        "never kept, since nginx reads no parameter with '.' or '-' in its name");
    if (policy.layers().stream().allMatch(Layer::countsAge)) {
      all.add("counts-age: nginx doesn't, and keeps for a lifetime from when it came");
    }
    all.add("key: a parameter without a value counts as one that isn't there");
    all.add(
        "token: none is checked here; requests with one go through and aren't kept, so each view of a private title reaches the origin");
    all.add(
        "tags: nothing is purged by tag; what is taken down, or made private, is served until its lifetime has ended");
    return all.usual();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
