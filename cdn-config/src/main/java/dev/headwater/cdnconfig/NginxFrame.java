package dev.headwater.cdnconfig;

/** What nginx's file has before and after its locations, whatever the policy says. */
final class NginxFrame {
  static final String FOOT =
      """

        # Of no kind: not there.
        location / {
          return 404;
        }
      }
      """;

  private NginxFrame() {}

  static String head(Site site) {
    return """
    # nginx as a cache before Headwater. Rendered from a caching policy by "headwater policy render nginx": change that instead.
    # It stands in the http block, as /etc/nginx/conf.d/headwater.conf does, and needs njs (Debian: libnginx-mod-http-js) and
    # /etc/nginx/headwater.js, which is rendered with it. What no policy tells nginx reads from %1$s/nginx.json when it starts or
    # reloads, as root; where it is missing or no JSON nginx says "test failed" and nothing else. It has, or is {}:
    #   hop    one of the origin's hop.secrets. Without it no token is checked here: the origin does, and nothing private is kept
    #   keys   the keys of this CDN: what the control plane calls secret, by what it calls kid (GET /api/v1/token-keys/KID/secret)
    #   purge  what is shown in Headwater-Purge. Without it nothing can be purged
    # What was purged is noted in %2$s-purged, a folder that nginx's workers may write to.

    proxy_cache_path %2$s levels=1:2 keys_zone=headwater:64m max_size=10g inactive=24h use_temp_path=off;

    js_preload_object headwater_secrets from %1$s/nginx.json;
    js_import headwater from headwater.js;
    js_set $headwater_viewer headwater.viewer; # "token": a good one; "other": one of a key that isn't known here
    js_set $headwater_hop headwater.hop;
    js_set $headwater_purged headwater.purged;

    upstream headwater {
      server %3$s; # a second origin: server HOST:PORT backup;
      keepalive 64;
    }
    """
        .formatted(site.secrets(), site.folder(), site.origin());
  }

  static String closed(Site site) {
    return """

    # The origin tells hops in CDN-Cache-Control how long they may keep what is live and private, and viewers in Cache-Control. nginx
    # reads the second alone, so that the first is put in its words on the way.
    upstream headwater_closed {
      server 127.0.0.2:%1$d;
      keepalive 64;
    }
    map "$upstream_http_headwater_access,$upstream_http_cdn_cache_control" $headwater_lifetime {
      "~^token,.*max-age=(?<headwater_seconds>\\d+)" $headwater_seconds;
      "~^token," 0;
    }
    server {
      listen 127.0.0.2:%1$d; # for the server below alone
      location / {
        proxy_pass http://headwater;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_buffering off;
        proxy_read_timeout 30s;
        proxy_next_upstream error timeout http_503;
        proxy_next_upstream_timeout 5s;
        proxy_hide_header Cache-Control;
        add_header X-Accel-Expires $headwater_lifetime always; # counts as it comes first
        add_header Cache-Control $upstream_http_cache_control always;
      }
    }
    """
        .formatted(site.port());
  }

  static String maps() {
    return """

    # Copies are for those who take gzip, and for those who don't.
    map $http_accept_encoding $headwater_coding {
      "~*gzip;\\s*q=0(\\.0*)?\\s*(,|$)" "";
      "~*gzip" gzip;
    }

    # The viewer's token, from the path or the cookie. The origin sees it only where it is for the origin to judge.
    map $headwater_shown $headwater_token {
      "" $cookie_headwater_token;
      default $headwater_shown;
    }
    map $headwater_viewer $headwater_cookie {
      other "headwater_token=$headwater_token";
    }

    # Part of every key: what came for a viewer whose token was good is for such viewers, and for nobody else.
    map $headwater_viewer $headwater_door {
      token "token ";
    }
    map $headwater_viewer $headwater_origin {
      token headwater_closed;
      default headwater;
    }

    # What is for one viewer, or not there yet, isn't kept, whatever lifetimes are below.
    map "$headwater_viewer,$upstream_http_headwater_access,$upstream_http_cache_control,$upstream_http_cdn_cache_control" $headwater_unkept {
      "~*no-store" 1;
      "~^token,token," 0;
      "~*private|^[^,]*,token," 1;
    }

    # CDNs before this one don't check tokens.
    map $upstream_http_headwater_access $headwater_others {
      token no-store;
      default $upstream_http_cdn_cache_control;
    }
    """;
  }

  /**
   * Up to the locations.
   *
   * @param cookies the variable with those that go to the origin
   */
  static String server(Site site, String cookies) {
    return """

    server {
      listen %1$d;

      if ($request_method = PURGE) {
        return 418;
      }
      error_page 418 = @purge;
      location @purge {
        js_content headwater.purge;
      }

      rewrite "^/t/(?<headwater_shown>[^/]+)(/.+)$" $2;

      proxy_http_version 1.1;
      proxy_set_header Connection ""; # connections to the origin are kept
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr; # counts where limits.trusted-proxies has this machine
      proxy_set_header Accept-Encoding $headwater_coding;
      proxy_set_header Range $slice_range; # only where a location has slices
      proxy_set_header Origin ""; # copies are for pages and others alike
      proxy_set_header Cookie %2$s;
      proxy_set_header Authorization "";
      proxy_set_header Headwater-Hop $headwater_hop;

      # One request to the origin for all who ask for the same, for as long as a playlist reload may be held.
      proxy_cache_lock on;
      proxy_cache_lock_timeout 30s;
      proxy_cache_lock_age 30s;
      proxy_read_timeout 30s;

      # A second origin is asked where the first one isn't there, or says that it can't.
      proxy_next_upstream error timeout http_503;
      proxy_next_upstream_timeout 5s;

      # Whoever shows a token of a key that isn't known here is answered by the origin, and nothing of that is kept.
      proxy_cache_bypass $headwater_cookie;
      proxy_no_cache $headwater_cookie $headwater_unkept;

      proxy_cache_revalidate on;
      proxy_ignore_headers Vary; # it says Accept-Encoding, which is in the key
      proxy_hide_header Headwater-Access;
      proxy_hide_header CDN-Cache-Control;
      add_header CDN-Cache-Control $headwater_others always;
      add_header X-Cache $upstream_cache_status always;
    """
        .formatted(site.port(), cookies);
  }
}
