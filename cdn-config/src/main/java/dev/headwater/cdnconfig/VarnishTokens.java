package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How Varnish checks playback tokens, as VCL. VCL has no JSON: a token's parts are read in the one
 * form in which the control plane writes them, and any other is refused.
 */
final class VarnishTokens {
  /** Of a template whose last segment is the name of a key. */
  private static final String KEY_NAME = "/\\{\\w+}$";

  private static final String CHECK =
      """

      # An origin that knows this hop by its secret leaves viewers' tokens to it, and gives it what is private, to keep. Without a secret,
      # whoever shows a token is answered by the origin, and nothing of that is kept.
      sub identify {
        if (req.restarts > 0) {
          return; # it is known from before
        }
        var.set("hop", "");
        var.set("open", "");
        call headwater_hop;
        if (var.get("hop") != "") {
          call take_token;
        } elseif (req.url ~ "^/t/") {
          return (pass);
        } elseif (req.http.Cookie ~ "(^|;\\s*)headwater_token=[\\w.-]{1,2048}(;|$)") {
          set req.http.Cookie = regsub(req.http.Cookie, "^(?:.*;\\s*)?(headwater_token=[\\w.-]{1,2048})(?:;.*)?$", "\\1");
        } else {
          unset req.http.Cookie;
        }
      }

      # Takes the viewer's token out of the request. A token in the path was given for that path: where it isn't good, the answer is 403.
      # A cookie comes with every request: where it isn't good for this one, it counts as none. A token of a key that isn't known here is
      # for the origin to judge, and nothing of that is kept.
      sub take_token {
        if (req.url ~ "^/t/") {
          if (req.url !~ "^/t/[\\w.-]{1,2048}/") {
            return (synth(403));
          }
          var.set("token", regsub(req.url, "^/t/([^/]*).*$", "\\1"));
          set req.url = regsub(req.url, "^/t/[^/]*", "");
          call check_token;
          if (var.get("stranger") == "yes") {
            set req.url = "/t/" + var.get("token") + req.url;
            return (pass);
          }
          if (var.get("open") != "yes") {
            return (synth(403));
          }
        } elseif (req.http.Cookie ~ "(^|;\\s*)headwater_token=[\\w.-]{1,2048}(;|$)") {
          var.set("token", regsub(req.http.Cookie, "^(?:.*;\\s*)?headwater_token=([\\w.-]{1,2048})(?:;.*)?$", "\\1"));
          call check_token;
          if (var.get("stranger") == "yes") {
            set req.http.Cookie = "headwater_token=" + var.get("token");
            return;
          }
        }
        unset req.http.Cookie;
      }

      # Whether the token opens what is asked for, now (JWT, HS256; RFC 7515, 7519).
      sub check_token {
        var.set("stranger", "");
        var.set("key", "");
        var.set("header", "");
        if (var.get("token") ~ "^[\\w-]+\\.[\\w-]+\\.[\\w-]{43}\\z") {
          var.set("header", digest.base64url_nopad_decode(regsub(var.get("token"), "\\..*$", "")));
        }
        if (var.get("header") ~ {"^\\{"alg":"HS256","kid":"[\\w-]{1,64}"\\}\\z"}) {
          var.set("kid", regsub(var.get("header"), {"^.*"kid":"([^"]*)".*$"}, "\\1"));
          call headwater_token_keys;
          if (var.get("key") == "") {
            var.set("stranger", "yes");
          }
        }
        # vmod_digest takes the octets of a key as a string, which a zero ends: no key of a CDN has one.
        if (var.get("key") ~ "^([0-9a-f]{2}){32}\\z" && var.get("key") !~ "^([0-9a-f]{2})*?00") {
          call check_signature;
        }
      }

      # VCL compares until the first difference, and so tells by its time where that is. What is compared are codes of both signatures
      # under the same key: nobody else knows them, or can aim at them.
      sub check_signature {
        var.set("key", blob.transcode(decoding=HEX, encoding=IDENTITY, encoded=var.get("key")));
        var.set("signature", digest.base64url_nopad_hex(digest.hmac_sha256(var.get("key"), regsub(var.get("token"), "\\.[^.]*$", ""))));
        if (digest.hmac_sha256(var.get("key"), var.get("signature"))
            == digest.hmac_sha256(var.get("key"), regsub(var.get("token"), "^.*\\.", ""))) {
          var.set("claims", digest.base64url_nopad_decode(regsub(var.get("token"), "^[^.]*\\.([^.]*)\\..*$", "\\1")));
          call check_claims;
        }
      }

      # Clocks may differ by ten seconds, and a token begins a minute before it was issued. In this form no string has a quote in it, so
      # that each name stands once.
      sub check_claims {
        if (var.get("claims") ~ {"^\\{"exp":\\d{1,11},"iat":\\d{1,11}(\\.\\d{1,3})?(,"ip":"[0-9A-Fa-f:.]{2,45}")?(,"max":\\d{1,9})?,"nbf":\\d{1,11},"pfx":"/[\\w.~/-]*","sid":"[^"\\\\]*","sub":"[^"\\\\]*"\\}\\z"}
            && std.time(integer=std.integer(regsub(var.get("claims"), {"^.*"exp":(\\d+).*$"}, "\\1"), 0)) > now - 10s
            && std.time(integer=std.integer(regsub(var.get("claims"), {"^.*"nbf":(\\d+).*$"}, "\\1"), 0)) <= now + 10s
            && std.time(real=std.real(regsub(var.get("claims"), {"^.*"iat":([\\d.]+).*$"}, "\\1"), 0)) <= now + 70s) {
          var.set("path", regsub(req.url, "\\?.*$", ""));
          var.set("prefix", regsub(var.get("claims"), {"^.*"pfx":"([^"]*)".*$"}, "\\1"));
          var.set("folder", regsub(var.get("prefix"), "/?$", "/"));
          var.set("address", regsub(var.get("claims"), {"^.*"ip":"([^"]*)".*$"}, "\\1"));
          call scope_of_key;
          if ((var.get("path") == var.get("prefix") || std.strstr(var.get("path"), var.get("folder")) == var.get("path"))
              && (var.get("claims") !~ {""ip":"} || "" + std.ip(var.get("address"), "0.0.0.0", resolve=false) == "" + client.ip)) {
            var.set("open", "yes");
          }
        }
      }
      """;

  private VarnishTokens() {}

  /** The subs that check a token. */
  static String subs(List<Rule> rules) {
    return CHECK + scopes(rules);
  }

  private static String scopes(List<Rule> rules) {
    return """

    # A content key is opened by what opens its channel or title: CHANNEL.RENDITION.EPOCH.PERIOD, TITLE-EPOCH-N, CHANNEL.
    sub scope_of_key {
    """
        + rules.stream()
            .flatMap(rule -> keyFolder(rule).stream())
            .map(VarnishTokens::scope)
            .collect(Collectors.joining())
        + "}\n";
  }

  /** What comes before the names of content keys; empty where the rule is of something else. */
  private static Optional<String> keyFolder(Rule rule) {
    String template = rule.kind().match().toString();
    String folder = template.replaceFirst(KEY_NAME, "/");
    boolean isOne = rule.kind().kind() == ResourceKind.KEY && !folder.contains("{");
    return isOne && !folder.equals(template)
        ? Optional.of(folder.replace(".", "\\."))
        : Optional.empty();
  }

  private static String scope(String folder) {
    return """
      if (var.get("path") ~ "^%1$s[^/.]+\\.[^/.]+\\.[^/.]+\\.(0|[1-9]\\d{0,17})\\z") {
        var.set("path", regsub(var.get("path"), "^%1$s([^.]+).*$", "/live/\\1/"));
      } elseif (var.get("path") ~ "^%1$s[^/-]+-[^/-]+-[^/-]+\\z") {
        var.set("path", regsub(var.get("path"), "^%1$s([^-]+)-([^-]+)-.*$", "/vod/\\1/\\2/"));
      } elseif (var.get("path") ~ "^%1$s[^/.-]+\\z") {
        var.set("path", regsub(var.get("path"), "^%1$s(.*)$", "/live/\\1/"));
      }
    """
        .formatted(folder);
  }
}
