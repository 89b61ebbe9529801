# Varnish 7 before Headwater. Rendered from a caching policy by "headwater policy render varnish": change that instead.
# Addresses and sizes are varnishd's own: varnishd -a :80 -f /etc/varnish/default.vcl -s malloc,10g

vcl 4.1;

backend origin {
  .host = "127.0.0.1";
  .port = "8081";
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
  if (req.http.Cookie ~ "(^|;\s*)headwater_token=") {
    set req.http.Headwater-Token = regsub(req.http.Cookie, "^(?:.*;\s*)?headwater_token=([^;]*).*$", "\1");
    set req.http.Cookie = "headwater_token=" + req.http.Headwater-Token;
    unset req.http.Headwater-Token;
  } else {
    unset req.http.Cookie;
  }

  # Of the query only what counts, always in one order.
  set req.http.Headwater-Query = "";
  unset req.http.Headwater-Stale;

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

# What the policy says, and this file can't:
# - counts-age: Varnish counts it, so that copies are kept shorter than the policy foresees
# - answers of the origin from 500 on: they are 503 here, with Retry-After of a second
# - token: none is checked here; requests with one go through and aren't kept, so each view of a private title reaches the origin
# - tags: nothing is purged by tag; what is taken down, or made private, is served until its lifetime has ended
# - match: a value of a variable has unreserved characters only (RFC 3986, section 2.3); others are 404
# - tiers, priority, origin: these are a node's own
