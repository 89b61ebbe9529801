package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.Layer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** The policy as VCL for Varnish 7, without any module of others. */
final class VarnishConfiguration {
  private static final String FETCH =
      """

        # Of no kind: not there.
        return (synth(404));
      }

      sub look_up {
        set req.url = regsub(req.url, "\\?.*", "") + regsub(req.http.Headwater-Query, "^&", "?");
        if (req.http.Cookie || (req.method != "GET" && req.method != "HEAD")) {
          unset req.http.Headwater-Stale;
          return (pass);
        }
        if (req.restarts > 0) {
          set req.grace = 365d; # a copy's own bounds it
        }
        return (hash);
      }

      sub vcl_backend_fetch {
        unset bereq.http.Headwater-Query;
        unset bereq.http.Headwater-Stale;
      }

      # The path and what counts of the query; hosts share copies.
      sub vcl_hash {
        hash_data(req.url);
        return (lookup);
      }

      sub not_kept {
        # For a moment it is remembered that this can't be shared; by default for two minutes, in which each viewer would ask alone.
        set beresp.uncacheable = true;
        set beresp.ttl = 0.1s;
        set beresp.grace = 0s;
      }

      sub vcl_backend_response {
        if (bereq.uncacheable) {
          return (deliver);
        }
        if (beresp.status >= 500) {
          return (abandon); # so that an old copy stays, see vcl_synth
        }
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        if (!beresp.http.Cache-Control) {
          set beresp.ttl = 0s;
        }
        # For one viewer, or not there yet.
        if (beresp.http.Cache-Control ~ "(?i)private|no-store" || beresp.http.CDN-Cache-Control ~ "(?i)private|no-store"
            || beresp.http.Headwater-Access || beresp.http.Set-Cookie) {
          call not_kept;
          return (deliver);
        }
      """;

  private static final String FOOT =
      """

        if (beresp.ttl <= 0s) {
          call not_kept;
        }
        return (deliver);
      }

      sub vcl_backend_error {
        return (abandon);
      }

      # The origin fails: once more, for a copy that may be stale then.
      sub vcl_synth {
        if (resp.status == 503) {
          if (req.restarts == 0 && req.http.Headwater-Stale) {
            return (restart);
          }
          set resp.http.Retry-After = "1";
        }
      }

      sub vcl_deliver {
        if (obj.hits == 0) {
          set resp.http.X-Cache = "MISS";
        } elseif (obj.ttl > 0s) {
          set resp.http.X-Cache = "HIT";
        } else {
          set resp.http.X-Cache = "STALE";
        }
      }
      """;

  private final CachePolicy policy;
  private final List<Rule> rules;
  private final StringBuilder text = new StringBuilder();

  private VarnishConfiguration(CachePolicy policy) {
    this.policy = policy;
    this.rules = Rule.of(policy);
  }

  static RenderedConfiguration of(CachePolicy policy, Site site) {
    return new VarnishConfiguration(policy).rendered(site);
  }

  private RenderedConfiguration rendered(Site site) {
    text.append(head(site));
    rules.forEach(this::receive);
    text.append(FETCH);
    lifetimes();
    text.append(FOOT);
    return RenderedConfiguration.of("default.vcl", text.toString(), unexpressed());
  }

  private static String head(Site site) {
    return """
    # Varnish 7 before Headwater. Rendered from a caching policy by "headwater policy render varnish": change that instead.
    # Addresses and sizes are varnishd's own: varnishd -a :80 -f /etc/varnish/default.vcl -s malloc,10g

    vcl 4.1;

    backend origin {
      .host = "%s";
      .port = "%s";
      .first_byte_timeout = 30s; # a playlist reload is held until its part is there
      .between_bytes_timeout = 10s;
    }

    sub vcl_recv {
      # What only hops and encoders say. An origin that knows this hop by a secret leaves viewers' tokens to it, and none is checked
      # here: never set it without a check, or what is private is given to anyone.
      unset req.http.Headwater-Hop; # set req.http.Headwater-Hop = "SECRET";
      unset req.http.Authorization;

      # Whoever shows a token is answered by the origin, and nothing of that is kept.
      if (req.url ~ "^/t/") {
        return (pass);
      }
      if (req.http.Cookie ~ "(^|;\\s*)headwater_token=") {
        set req.http.Headwater-Token = regsub(req.http.Cookie, "^(?:.*;\\s*)?headwater_token=([^;]*).*$", "\\1");
        set req.http.Cookie = "headwater_token=" + req.http.Headwater-Token;
        unset req.http.Headwater-Token;
      } else {
        unset req.http.Cookie;
      }

      # Of the query only what counts, always in one order.
      set req.http.Headwater-Query = "";
      unset req.http.Headwater-Stale;
    """
        .formatted(site.originHost(), site.originPort());
  }

  private void receive(Rule rule) {
    line("");
    line("  # " + rule.comment());
    line("  if (req.url ~ \"^%s(\\?.*)?\\z\") {".formatted(rule.regex()));
    if (rule.isKept()) {
      rule.kind().key().query().forEach(this::parameter);
      line("    set req.grace = %s;".formatted(DurationText.of(whileAsking(rule))));
      if (rule.servesWhereThatFails()) {
        line("    set req.http.Headwater-Stale = \"if-error\";");
      }
      line("    call look_up;");
    } else {
      line("    return (pass);");
    }
    line("  }");
  }

  private static Duration whileAsking(Rule rule) {
    return rule.kind().lifetimes().staleWhileRevalidate();
  }

  private void parameter(String name) {
    String quoted = name.replace(".", "\\.");
    line("    if (req.url ~ \"[?&]%s=\") {".formatted(quoted));
    line(
        "      set req.http.Headwater-Query = req.http.Headwater-Query + \"&%s=\" + regsub(req.url, \"^.*?[?&]%s=([^&]*).*$\", \"\\1\");"
            .formatted(name, quoted));
    line("    }");
  }

  private void lifetimes() {
    String otherwise = "if";
    for (Rule rule : rules) {
      Duration grace = grace(rule);
      if (!rule.isKept() || (rule.followsOrigin() && grace.isZero())) {
        continue;
      }
      String query = rule.kind().key().isPath() ? "" : "(\\?.*)?";
      line("  %s (bereq.url ~ \"^%s%s\\z\") {".formatted(otherwise, rule.regex(), query));
      line("    # " + rule.name());
      found(rule, grace);
      if (!rule.followsOrigin()) {
        notFound(rule);
      }
      otherwise = "} elseif";
    }
    if (!otherwise.equals("if")) {
      line("  }");
    }
  }

  private static Duration grace(Rule rule) {
    return Collections.max(List.of(whileAsking(rule), rule.kind().lifetimes().staleIfError()));
  }

  private void found(Rule rule, Duration grace) {
    line("    if (beresp.status == 200) {");
    if (!rule.followsOrigin()) {
      line("      set beresp.ttl = %s - beresp.age;".formatted(DurationText.of(rule.cdn())));
    }
    if (!grace.isZero()) {
      line("      set beresp.grace = %s;".formatted(DurationText.of(grace)));
    }
    line("    }");
  }

  private void notFound(Rule rule) {
    line("    if (beresp.status == 404 || beresp.status == 410) {");
    line("      set beresp.ttl = %s - beresp.age;".formatted(DurationText.of(rule.notFound())));
    line("    }");
  }

  private List<String> unexpressed() {
    Unexpressed all = new Unexpressed(rules);
    if (policy.layers().stream().noneMatch(Layer::countsAge)) {
      all.add(
          "counts-age: Varnish counts it, so that copies are kept shorter than the policy foresees");
    }
    all.add("answers of the origin from 500 on: they are 503 here, with Retry-After of a second");
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
