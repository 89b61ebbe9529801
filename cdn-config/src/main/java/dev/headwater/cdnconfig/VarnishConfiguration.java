package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.Layer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The policy as VCL for Varnish 7, with varnish-modules and vmod_digest. What is given to viewers
 * with a token has a key of its own: no copy of it can be found by a request whose token wasn't
 * good, fresh, stale, or on its way.
 */
final class VarnishConfiguration {
  private static final String SECRETS = "secrets.vcl";

  private final CachePolicy policy;
  private final List<Rule> rules;
  private final VarnishFields fields;
  private final StringBuilder text = new StringBuilder();

  private VarnishConfiguration(CachePolicy policy) {
    this.policy = policy;
    this.rules = Rule.of(policy);
    this.fields = new VarnishFields(CountedNames.of(rules));
  }

  static RenderedConfiguration of(CachePolicy policy, Site site) {
    return new VarnishConfiguration(policy).rendered(site);
  }

  private RenderedConfiguration rendered(Site site) {
    text.append(head(site));
    rules.forEach(this::receive);
    text.append(fetch()).append(response());
    lifetimes();
    text.append(foot()).append(fields.sub());
    text.append(VarnishTokens.subs(rules)).append(VarnishPurging.SUB);
    return RenderedConfiguration.of("default.vcl", text.toString(), unexpressed())
        .with(new RenderedFile(SECRETS, secrets(site)));
  }

  private String head(Site site) {
    return """
    # Varnish 7 before Headwater. Rendered from a caching policy by "headwater policy render varnish": change that instead.
    # Addresses and sizes are varnishd's own: varnishd -a :80 -f /etc/varnish/default.vcl -s malloc,10g
    # It needs Debian's packages varnish-modules (var, xkey) and varnish-vmod-digest.

    vcl 4.1;

    import blob;
    import digest;
    import std;
    import var;
    import xkey;

    # What no policy tells: secrets, in a file that is written once, after the example beside this one.
    include "%s/%s";

    backend origin {
      .host = "%s";
      .port = "%s";
      .first_byte_timeout = 30s; # a playlist reload is held until its part is there
      .between_bytes_timeout = 10s;
    }

    sub vcl_recv {
      if (req.url ~ "^.{3072}") {
        return (synth(414)); # a token has 2048 characters at most, ours 400
      }
      if (req.url ~ "/\\.\\.?(/|\\?|\\z)") {
        return (synth(400)); # as the origin would: a token opens no path that goes elsewhere
      }
      # What only hops and encoders say.
      unset req.http.Headwater-Hop;
      unset req.http.Authorization;
      if (req.method == "PURGE") {
        call purge;
      }
      unset req.http.Headwater-Purge;
      unset req.http.Headwater-Stale;

    %5$s  call identify;
      if (var.get("open") == "yes") {
        set req.http.Headwater-Hop = var.get("hop");
      }

      # Of the query only what counts, always in one order.
      set req.http.Headwater-Query = "";
    """
        .formatted(site.secrets(), SECRETS, site.originHost(), site.originPort(), fields.call());
  }

  private String fetch() {
    return """

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
    %1$s  unset bereq.http.Headwater-Query;
      unset bereq.http.Headwater-Stale;
      var.set("purged", var.global_get("purged"));
    }

    # The path and what counts of the query; hosts share copies. Those for viewers with a token are found by nobody else.
    sub vcl_hash {
      hash_data(req.url);
      if (req.http.Headwater-Hop) {
        hash_data("token");
      }
    %2$s  return (lookup);
    }

    """
        .formatted(fields.fetch(), fields.hash());
  }

  private String response() {
    return """
    sub not_kept {
      # For a moment it is remembered that this can't be shared; by default for two minutes, in which each viewer would ask alone.
      set beresp.uncacheable = true;
      set beresp.ttl = 0.1s;
      set beresp.grace = 0s;
    }

    sub vcl_backend_response {
    %s  if (bereq.uncacheable) {
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
      if (beresp.http.Headwater-Access == "token" && bereq.http.Headwater-Hop) {
        # For all viewers with a token, for as long as hops are told: Cache-Control is for those viewers.
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "(?i)^.*max-age=(\\d+).*$", "\\1s"), 0s) - beresp.age;
      } elseif (beresp.http.Headwater-Access || beresp.http.Cache-Control ~ "(?i)private" || beresp.http.CDN-Cache-Control ~ "(?i)private") {
        call not_kept;
        return (deliver);
      }
      # Not there yet, or for one viewer.
      if (beresp.http.Cache-Control ~ "(?i)no-store" || beresp.http.CDN-Cache-Control ~ "(?i)no-store" || beresp.http.Set-Cookie) {
        call not_kept;
        return (deliver);
      }
    """
        .formatted(fields.vary());
  }

  private String foot() {
    return """

      if (beresp.ttl <= 0s) {
        call not_kept;
      } elseif ("" + var.get("purged") != "" + var.global_get("purged")) {
        # Something was purged since this was asked for: it is for those who have waited, and the next one asks again.
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
      }
      set beresp.http.Headwater-Path = regsub(bereq.url, "\\?.*$", "");
      set beresp.http.xkey = beresp.http.Cache-Tag + " " + beresp.http.Headwater-Path;
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
      set resp.http.Access-Control-Allow-Origin = "*"; # so that a player's page reads the status
      set resp.http.Cache-Control = "no-store";
    }

    sub vcl_deliver {
    %s  unset resp.http.xkey;
      unset resp.http.Headwater-Path;
      if (resp.http.Headwater-Access) {
        if (!req.http.Headwater-Hop) {
          return (synth(403)); # there is no way to here
        }
        unset resp.http.Headwater-Access;
        set resp.http.CDN-Cache-Control = "no-store"; # caches behind this one check nobody
      }
      if (obj.hits == 0) {
        set resp.http.X-Cache = "MISS";
      } elseif (obj.ttl > 0s) {
        set resp.http.X-Cache = "HIT";
      } else {
        set resp.http.X-Cache = "STALE";
      }
    }
    """
        .formatted(fields.deliver());
  }

  private static String secrets(Site site) {
    return """
    # What no policy tells Varnish. This is an example: it belongs to %1$s/%2$s, with secrets of your own, readable by root and by the group
    # of varnishd, whose compiler reads it (chgrp varnish; mode 0640, of the folder 0750). After a change: varnishreload.

    # What this hop shows to the origin in Headwater-Hop: one of the nodes' hop.secrets, of 32 characters at least. With it, tokens are
    # checked here; without it, by the origin.
    sub headwater_hop {
      # var.set("hop", "...");
    }

    # The keys of tokens, one line each: of the name that this CDN has in playback.keys.cdns (and playback.keys.checked-by), as
    # GET /api/v1/token-keys/KID/secret shows them. A new one goes beside the old one before it is confirmed; an old one goes when
    # it is retired.
    sub headwater_token_keys {
      # if (var.get("kid") == "varnish-1") { var.set("key", "64 hexadecimal digits"); }
    }

    # What has to be shown in Headwater-Purge by who purges. Without it nothing can be purged.
    sub headwater_purger {
      # var.set("purger", "...");
    }
    """
        .formatted(site.secrets(), SECRETS);
  }

  private void receive(Rule rule) {
    line("");
    line("  # " + rule.comment());
    line("  if (req.url ~ \"^%s(\\?.*)?\\z\") {".formatted(rule.regex()));
    text.append(fields.rule(rule));
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
      String query = rule.kind().key().isWithoutQuery() ? "" : "(\\?.*)?";
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
      line("      set beresp.ttl = %s - beresp.age;".formatted(lifetime(rule)));
    }
    if (!grace.isZero()) {
      line("      set beresp.grace = %s;".formatted(DurationText.of(grace)));
    }
    line("    }");
  }

  /** The origin knows whose a title is. */
  private static String lifetime(Rule rule) {
    String usual = DurationText.of(rule.cdn());
    return rule.differs()
        ? "std.duration(regsub(beresp.http.CDN-Cache-Control, \"(?i)^.*max-age=(\\d+).*$\", \"\\1s\"), %s)"
            .formatted(usual)
        : usual;
  }

  private void notFound(Rule rule) {
    line("    if (beresp.status == 404 || beresp.status == 410) {");
    line("      set beresp.ttl = %s - beresp.age;".formatted(DurationText.of(rule.notFound())));
    line("    }");
  }

  private List<String> unexpressed() {
    Unexpressed all = new Unexpressed(policy, rules).hearingOrigin();
    if (policy.layers().stream().noneMatch(Layer::countsAge)) {
      all.add(
          "counts-age: Varnish counts it, so that copies are kept shorter than the policy foresees");
    }
    all.add("answers of the origin from 500 on: they are 503 here, with Retry-After of a second");
    all.add(
        "token: what was revoked isn't known here, nor how many streams a viewer has: a token opens what it opens until it ends");
    all.add("token: what some ask for with a token and others without is kept twice");
    all.add("tags: answers without any, such as 404, are purged by their path alone");
    return all.usual();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
