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
include "/etc/headwater/secrets.vcl";

backend origin {
  .host = "127.0.0.1";
  .port = "8081";
  .first_byte_timeout = 30s; # a playlist reload is held until its part is there
  .between_bytes_timeout = 10s;
}

sub vcl_recv {
  if (req.url ~ "^.{3072}") {
    return (synth(414)); # a token has 2048 characters at most, ours 400
  }
  if (req.url ~ "/\.\.?(/|\?|\z)") {
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

  call identify;
  if (var.get("open") == "yes") {
    set req.http.Headwater-Hop = var.get("hop");
  }

  # Of the query only what counts, always in one order.
  set req.http.Headwater-Query = "";

  # multivariant-playlist: kept 1h (viewers 5m), 404 10s; stale for 1m while it asks; stale for 1d where that fails
  if (req.url ~ "^/vod/[\w.~-]+/[\w.~-]+/index\.m3u8(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # vod-media-playlist: kept 1h (viewers 5m), 404 10s; stale for 1m while it asks; stale for 1d where that fails
  if (req.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/index\.m3u8(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # mpd: kept 1h (viewers 5m), 404 10s; stale for 1m while it asks; stale for 1d where that fails
  if (req.url ~ "^/vod/[\w.~-]+/[\w.~-]+/manifest\.mpd(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # initialization-section: kept 365d (viewers 365d), 404 10s; stale for 1m while it asks; stale for 1d where that fails
  if (req.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/init\.mp4(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # media-segment: kept 365d (viewers 365d), 404 10s; stale for 1m while it asks; stale for 1d where that fails
  if (req.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/[\w~-]+\.m4s(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # subtitle: kept 365d (viewers 365d), 404 10s; stale for 1m while it asks; stale for 1d where that fails
  if (req.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/[\w~-]+\.vtt(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # image: kept 1d (viewers 1h), 404 10s; stale for 1m while it asks; stale for 1d where that fails
  if (req.url ~ "^/vod/[\w.~-]+/[\w.~-]+/poster\.jpg(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # live-multivariant-playlist: kept as long as the origin says
  if (req.url ~ "^/live/[\w.~-]+/index\.m3u8(\?.*)?\z") {
    if (req.url ~ "[?&]from=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&from=" + regsub(req.url, "^.*?[?&]from=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]to=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&to=" + regsub(req.url, "^.*?[?&]to=([^&]*).*$", "\1");
    }
    set req.grace = 0s;
    call look_up;
  }

  # live-media-playlist: kept as long as the origin says
  if (req.url ~ "^/live/[\w.~-]+/[\w.~-]+/index\.m3u8(\?.*)?\z") {
    if (req.url ~ "[?&]from=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&from=" + regsub(req.url, "^.*?[?&]from=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]to=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&to=" + regsub(req.url, "^.*?[?&]to=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]_HLS_msn=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&_HLS_msn=" + regsub(req.url, "^.*?[?&]_HLS_msn=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]_HLS_part=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&_HLS_part=" + regsub(req.url, "^.*?[?&]_HLS_part=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]_HLS_skip=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&_HLS_skip=" + regsub(req.url, "^.*?[?&]_HLS_skip=([^&]*).*$", "\1");
    }
    set req.grace = 0s;
    call look_up;
  }

  # live-mpd: kept as long as the origin says
  if (req.url ~ "^/live/[\w.~-]+/manifest\.mpd(\?.*)?\z") {
    if (req.url ~ "[?&]from=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&from=" + regsub(req.url, "^.*?[?&]from=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]to=") {
      set req.http.Headwater-Query = req.http.Headwater-Query + "&to=" + regsub(req.url, "^.*?[?&]to=([^&]*).*$", "\1");
    }
    set req.grace = 0s;
    call look_up;
  }

  # live-initialization-section: kept as long as the origin says; stale for 1m while it asks; stale for 1h where that fails
  if (req.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~-]+-init\.mp4(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # partial-segment: kept as long as the origin says; stale for 1m where that fails
  if (req.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~]+-[\w~-]+\.[\w~-]+\.m4s(\?.*)?\z") {
    set req.grace = 0s;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # live-media-segment: kept as long as the origin says; stale for 1m while it asks; stale for 1h where that fails
  if (req.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~]+-[\w~-]+\.m4s(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # live-subtitle: kept as long as the origin says; stale for 1m while it asks; stale for 1h where that fails
  if (req.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~]+-[\w~-]+\.vtt(\?.*)?\z") {
    set req.grace = 1m;
    set req.http.Headwater-Stale = "if-error";
    call look_up;
  }

  # key: never kept
  if (req.url ~ "^/keys/[\w.~-]+(\?.*)?\z") {
    return (pass);
  }

  # Of no kind: not there.
  return (synth(404));
}

sub look_up {
  set req.url = regsub(req.url, "\?.*", "") + regsub(req.http.Headwater-Query, "^&", "?");
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
  var.set("purged", var.global_get("purged"));
}

# The path and what counts of the query; hosts share copies. Those for viewers with a token are found by nobody else.
sub vcl_hash {
  hash_data(req.url);
  if (req.http.Headwater-Hop) {
    hash_data("token");
  }
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
  if (beresp.http.Headwater-Access == "token" && bereq.http.Headwater-Hop) {
    # For all viewers with a token, for as long as hops are told: Cache-Control is for those viewers.
    set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "(?i)^.*max-age=(\d+).*$", "\1s"), 0s) - beresp.age;
  } elseif (beresp.http.Headwater-Access || beresp.http.Cache-Control ~ "(?i)private" || beresp.http.CDN-Cache-Control ~ "(?i)private") {
    call not_kept;
    return (deliver);
  }
  # Not there yet, or for one viewer.
  if (beresp.http.Cache-Control ~ "(?i)no-store" || beresp.http.CDN-Cache-Control ~ "(?i)no-store" || beresp.http.Set-Cookie) {
    call not_kept;
    return (deliver);
  }
  if (bereq.url ~ "^/vod/[\w.~-]+/[\w.~-]+/index\.m3u8\z") {
    # multivariant-playlist
    if (beresp.status == 200) {
      set beresp.ttl = 1h - beresp.age;
      set beresp.grace = 1d;
    }
    if (beresp.status == 404 || beresp.status == 410) {
      set beresp.ttl = 10s - beresp.age;
    }
  } elseif (bereq.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/index\.m3u8\z") {
    # vod-media-playlist
    if (beresp.status == 200) {
      set beresp.ttl = 1h - beresp.age;
      set beresp.grace = 1d;
    }
    if (beresp.status == 404 || beresp.status == 410) {
      set beresp.ttl = 10s - beresp.age;
    }
  } elseif (bereq.url ~ "^/vod/[\w.~-]+/[\w.~-]+/manifest\.mpd\z") {
    # mpd
    if (beresp.status == 200) {
      set beresp.ttl = 1h - beresp.age;
      set beresp.grace = 1d;
    }
    if (beresp.status == 404 || beresp.status == 410) {
      set beresp.ttl = 10s - beresp.age;
    }
  } elseif (bereq.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/init\.mp4\z") {
    # initialization-section
    if (beresp.status == 200) {
      set beresp.ttl = 365d - beresp.age;
      set beresp.grace = 1d;
    }
    if (beresp.status == 404 || beresp.status == 410) {
      set beresp.ttl = 10s - beresp.age;
    }
  } elseif (bereq.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/[\w~-]+\.m4s\z") {
    # media-segment
    if (beresp.status == 200) {
      set beresp.ttl = 365d - beresp.age;
      set beresp.grace = 1d;
    }
    if (beresp.status == 404 || beresp.status == 410) {
      set beresp.ttl = 10s - beresp.age;
    }
  } elseif (bereq.url ~ "^/vod/[\w.~-]+/[\w.~-]+/[\w.~-]+/[\w~-]+\.vtt\z") {
    # subtitle
    if (beresp.status == 200) {
      set beresp.ttl = 365d - beresp.age;
      set beresp.grace = 1d;
    }
    if (beresp.status == 404 || beresp.status == 410) {
      set beresp.ttl = 10s - beresp.age;
    }
  } elseif (bereq.url ~ "^/vod/[\w.~-]+/[\w.~-]+/poster\.jpg\z") {
    # image
    if (beresp.status == 200) {
      set beresp.ttl = 1d - beresp.age;
      set beresp.grace = 1d;
    }
    if (beresp.status == 404 || beresp.status == 410) {
      set beresp.ttl = 10s - beresp.age;
    }
  } elseif (bereq.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~-]+-init\.mp4\z") {
    # live-initialization-section
    if (beresp.status == 200) {
      set beresp.grace = 1h;
    }
  } elseif (bereq.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~]+-[\w~-]+\.[\w~-]+\.m4s\z") {
    # partial-segment
    if (beresp.status == 200) {
      set beresp.grace = 1m;
    }
  } elseif (bereq.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~]+-[\w~-]+\.m4s\z") {
    # live-media-segment
    if (beresp.status == 200) {
      set beresp.grace = 1h;
    }
  } elseif (bereq.url ~ "^/live/[\w.~-]+/[\w.~-]+/[\w~]+-[\w~-]+\.vtt\z") {
    # live-subtitle
    if (beresp.status == 200) {
      set beresp.grace = 1h;
    }
  }

  if (beresp.ttl <= 0s) {
    call not_kept;
  } elseif ("" + var.get("purged") != "" + var.global_get("purged")) {
    # Something was purged since this was asked for: it is for those who have waited, and the next one asks again.
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
  }
  set beresp.http.Headwater-Path = regsub(bereq.url, "\?.*$", "");
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
  unset resp.http.xkey;
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
  } elseif (req.http.Cookie ~ "(^|;\s*)headwater_token=[\w.-]{1,2048}(;|$)") {
    set req.http.Cookie = regsub(req.http.Cookie, "^(?:.*;\s*)?(headwater_token=[\w.-]{1,2048})(?:;.*)?$", "\1");
  } else {
    unset req.http.Cookie;
  }
}

# Takes the viewer's token out of the request. A token in the path was given for that path: where it isn't good, the answer is 403.
# A cookie comes with every request: where it isn't good for this one, it counts as none. A token of a key that isn't known here is
# for the origin to judge, and nothing of that is kept.
sub take_token {
  if (req.url ~ "^/t/") {
    if (req.url !~ "^/t/[\w.-]{1,2048}/") {
      return (synth(403));
    }
    var.set("token", regsub(req.url, "^/t/([^/]*).*$", "\1"));
    set req.url = regsub(req.url, "^/t/[^/]*", "");
    call check_token;
    if (var.get("stranger") == "yes") {
      set req.url = "/t/" + var.get("token") + req.url;
      return (pass);
    }
    if (var.get("open") != "yes") {
      return (synth(403));
    }
  } elseif (req.http.Cookie ~ "(^|;\s*)headwater_token=[\w.-]{1,2048}(;|$)") {
    var.set("token", regsub(req.http.Cookie, "^(?:.*;\s*)?headwater_token=([\w.-]{1,2048})(?:;.*)?$", "\1"));
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
  if (var.get("token") ~ "^[\w-]+\.[\w-]+\.[\w-]{43}\z") {
    var.set("header", digest.base64url_nopad_decode(regsub(var.get("token"), "\..*$", "")));
  }
  if (var.get("header") ~ {"^\{"alg":"HS256","kid":"[\w-]{1,64}"\}\z"}) {
    var.set("kid", regsub(var.get("header"), {"^.*"kid":"([^"]*)".*$"}, "\1"));
    call headwater_token_keys;
    if (var.get("key") == "") {
      var.set("stranger", "yes");
    }
  }
  # vmod_digest takes the octets of a key as a string, which a zero ends: no key of a CDN has one.
  if (var.get("key") ~ "^([0-9a-f]{2}){32}\z" && var.get("key") !~ "^([0-9a-f]{2})*?00") {
    call check_signature;
  }
}

# VCL compares until the first difference, and so tells by its time where that is. What is compared are codes of both signatures
# under the same key: nobody else knows them, or can aim at them.
sub check_signature {
  var.set("key", blob.transcode(decoding=HEX, encoding=IDENTITY, encoded=var.get("key")));
  var.set("signature", digest.base64url_nopad_hex(digest.hmac_sha256(var.get("key"), regsub(var.get("token"), "\.[^.]*$", ""))));
  if (digest.hmac_sha256(var.get("key"), var.get("signature"))
      == digest.hmac_sha256(var.get("key"), regsub(var.get("token"), "^.*\.", ""))) {
    var.set("claims", digest.base64url_nopad_decode(regsub(var.get("token"), "^[^.]*\.([^.]*)\..*$", "\1")));
    call check_claims;
  }
}

# Clocks may differ by ten seconds, and a token begins a minute before it was issued. In this form no string has a quote in it, so
# that each name stands once.
sub check_claims {
  if (var.get("claims") ~ {"^\{"exp":\d{1,11},"iat":\d{1,11}(\.\d{1,3})?(,"ip":"[0-9A-Fa-f:.]{2,45}")?(,"max":\d{1,9})?,"nbf":\d{1,11},"pfx":"/[\w.~/-]*","sid":"[^"\\]*","sub":"[^"\\]*"\}\z"}
      && std.time(integer=std.integer(regsub(var.get("claims"), {"^.*"exp":(\d+).*$"}, "\1"), 0)) > now - 10s
      && std.time(integer=std.integer(regsub(var.get("claims"), {"^.*"nbf":(\d+).*$"}, "\1"), 0)) <= now + 10s
      && std.time(real=std.real(regsub(var.get("claims"), {"^.*"iat":([\d.]+).*$"}, "\1"), 0)) <= now + 70s) {
    var.set("path", regsub(req.url, "\?.*$", ""));
    var.set("prefix", regsub(var.get("claims"), {"^.*"pfx":"([^"]*)".*$"}, "\1"));
    var.set("folder", regsub(var.get("prefix"), "/?$", "/"));
    var.set("address", regsub(var.get("claims"), {"^.*"ip":"([^"]*)".*$"}, "\1"));
    call scope_of_key;
    if ((var.get("path") == var.get("prefix") || std.strstr(var.get("path"), var.get("folder")) == var.get("path"))
        && (var.get("claims") !~ {""ip":"} || "" + std.ip(var.get("address"), "0.0.0.0", resolve=false) == "" + client.ip)) {
      var.set("open", "yes");
    }
  }
}

# A content key is opened by what opens its channel or title: CHANNEL.RENDITION.EPOCH.PERIOD, TITLE-EPOCH-N, CHANNEL.
sub scope_of_key {
  if (var.get("path") ~ "^/keys/[^/.]+\.[^/.]+\.[^/.]+\.(0|[1-9]\d{0,17})\z") {
    var.set("path", regsub(var.get("path"), "^/keys/([^.]+).*$", "/live/\1/"));
  } elseif (var.get("path") ~ "^/keys/[^/-]+-[^/-]+-[^/-]+\z") {
    var.set("path", regsub(var.get("path"), "^/keys/([^-]+)-([^-]+)-.*$", "/vod/\1/\2/"));
  } elseif (var.get("path") ~ "^/keys/[^/.-]+\z") {
    var.set("path", regsub(var.get("path"), "^/keys/(.*)$", "/live/\1/"));
  }
}

# PURGE PATH with Headwater-Purge: SECRET; Headwater-Purge-Scope: path (as without it), prefix, or tag with Headwater-Purge-Tag;
# Headwater-Purge-Mode: soft makes stale what is named by its path or tag.
sub purge {
  var.set("purger", "");
  call headwater_purger;
  if (var.get("purger") == "" || req.http.Headwater-Purge !~ "^[!-~]{1,200}\z" || digest.hmac_sha256(var.get("purger"), req.http.Headwater-Purge)
      != digest.hmac_sha256(var.get("purger"), var.get("purger"))) {
    return (synth(403));
  }
  # First: what was asked of the origin until now may be old, and isn't kept when it comes.
  var.global_set("purged", req.xid);
  set req.url = regsub(req.url, "\?.*$", "");
  if (req.url ~ "[*%]") {
    return (synth(400, "The path has a wildcard or an escape: no path here has any"));
  }
  if (req.url !~ "^/[\w.~/-]*\z") {
    return (synth(200)); # nothing of such a path is kept here, or of what begins so
  }
  if (req.http.Headwater-Purge-Scope == "tag") {
    if (req.http.Headwater-Purge-Tag !~ {"^[\w!#$%&'+./:=@^`|~-]{1,200}\z"}) {
      return (synth(400, "Headwater-Purge-Tag is no tag"));
    }
    set req.http.Headwater-Purge-Key = req.http.Headwater-Purge-Tag;
  } elseif (req.http.Headwater-Purge-Scope == "prefix") {
    if (!std.ban("obj.http.Headwater-Path ~ ^" + regsuball(req.url, "\.", "\\."))) {
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

# What the policy says, and this file can't:
# - counts-age: Varnish counts it, so that copies are kept shorter than the policy foresees
# - answers of the origin from 500 on: they are 503 here, with Retry-After of a second
# - token: what was revoked isn't known here, nor how many streams a viewer has: a token opens what it opens until it ends
# - token: what some ask for with a token and others without is kept twice
# - tags: answers without any, such as 404, are purged by their path alone
# - match: a value of a variable has unreserved characters only (RFC 3986, section 2.3); others are 404
# - tiers, priority, origin: these are a node's own
