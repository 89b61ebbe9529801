# Varnish before a live origin, as a CDN would be. ORIGIN_HOST and ORIGIN_PORT are filled in.
vcl 4.1;

import std;

backend origin {
  .host = "ORIGIN_HOST";
  .port = "ORIGIN_PORT";
  .first_byte_timeout = 30s; # a reload is held until its part is there: three target durations at most
  .between_bytes_timeout = 10s;
}

sub vcl_recv {
  if (req.method != "GET" && req.method != "HEAD") {
    return (synth(405));
  }
  # Of the query only the delivery directives count, always in one order (draft-pantos-hls-rfc8216bis, section 6.2.5).
  if (req.url ~ "\?") {
    set req.url = std.querysort(regsuball(req.url, "([?&])(?!_HLS_(msn|part|skip)=)[^&]*", "\1"));
    set req.url = regsuball(regsuball(req.url, "&&+", "&"), "\?&+", "?");
    set req.url = regsub(req.url, "[?&]+$", "");
  }
  unset req.http.Cookie;
  return (hash);
}

sub vcl_backend_response {
  # Lifetimes are what the origin says. Nothing stale is served: an old playlist takes viewers away from the live edge.
  set beresp.grace = 0s;
  set beresp.keep = 0s;
  if (beresp.http.Cache-Control ~ "no-store") {
    # "Not yet" isn't kept. By default it would be remembered for two minutes that this can't be shared, and each viewer would ask
    # alone for what has come meanwhile.
    set beresp.uncacheable = true;
    set beresp.ttl = 0.1s;
    return (deliver);
  }
  set beresp.do_stream = true;
  return (deliver);
}

sub vcl_deliver {
  set resp.http.X-Cache-Hits = obj.hits;
}
