package dev.headwater.cdnconfig;

/** How Varnish is purged by path, by prefix and by tag, as VCL. */
final class VarnishPurging {
  static final String SUB =
      """

      # PURGE PATH with Headwater-Purge: SECRET; Headwater-Purge-Scope: path (as without it), prefix, or tag with Headwater-Purge-Tag;
      # Headwater-Purge-Mode: soft makes stale what is named by its path or tag.
      sub purge {
        var.set("purger", "");
        call headwater_purger;
        if (var.get("purger") == "" || req.http.Headwater-Purge !~ "^[!-~]{1,200}\\z" || digest.hmac_sha256(var.get("purger"), req.http.Headwater-Purge)
            != digest.hmac_sha256(var.get("purger"), var.get("purger"))) {
          return (synth(403));
        }
        # First: what was asked of the origin until now may be old, and isn't kept when it comes.
        var.global_set("purged", req.xid);
        set req.url = regsub(req.url, "\\?.*$", "");
        if (req.url ~ "[*%]") {
          return (synth(400, "The path has a wildcard or an escape: no path here has any"));
        }
        if (req.url !~ "^/[\\w.~/-]*\\z") {
          return (synth(200)); # nothing of such a path is kept here, or of what begins so
        }
        if (req.http.Headwater-Purge-Scope == "tag") {
          if (req.http.Headwater-Purge-Tag !~ {"^[\\w!#$%&'+./:=@^`|~-]{1,200}\\z"}) {
            return (synth(400, "Headwater-Purge-Tag is no tag"));
          }
          set req.http.Headwater-Purge-Key = req.http.Headwater-Purge-Tag;
        } elseif (req.http.Headwater-Purge-Scope == "prefix") {
          if (!std.ban("obj.http.Headwater-Path ~ ^" + regsuball(req.url, "\\.", "\\\\."))) {
            return (synth(500, std.ban_error()));
          }
          return (synth(200)); # hard, also where soft is asked for
        } elseif (req.http.Headwater-Purge-Scope && req.http.Headwater-Purge-Scope != "path") {
          return (synth(400, "Headwater-Purge-Scope is path, prefix or tag"));
        } else {
          set req.http.Headwater-Purge-Key = req.url;
        }
        if (req.http.Headwater-Purge-Mode == "soft") {
          set req.http.Headwater-Purged = xkey.softpurge(req.http.Headwater-Purge-Key);
        } else {
          set req.http.Headwater-Purged = xkey.purge(req.http.Headwater-Purge-Key);
        }
        return (synth(200));
      }
      """;

  private VarnishPurging() {}
}
