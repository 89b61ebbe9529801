package dev.headwater.edge.respond;

import io.vertx.core.http.HttpHeaders;

/** Names and fixed values of header fields, made once. */
final class FieldNames {
  static final CharSequence AGE = HttpHeaders.createOptimized("Age");
  static final CharSequence ALLOW = HttpHeaders.createOptimized("Allow");
  static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("Cache-Status");
  static final CharSequence CACHE_TAG = HttpHeaders.createOptimized("Cache-Tag");
  static final CharSequence CDN_CACHE_CONTROL = HttpHeaders.createOptimized("CDN-Cache-Control");
  static final CharSequence CONTENT_RANGE = HttpHeaders.createOptimized("Content-Range");
  static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

  static final CharSequence EXPOSE_HEADERS =
      HttpHeaders.createOptimized("Access-Control-Expose-Headers");
  static final CharSequence ALLOW_METHODS =
      HttpHeaders.createOptimized("Access-Control-Allow-Methods");
  static final CharSequence ALLOW_HEADERS =
      HttpHeaders.createOptimized("Access-Control-Allow-Headers");
  static final CharSequence MAX_AGE = HttpHeaders.createOptimized("Access-Control-Max-Age");
  static final CharSequence TIMING_ALLOW_ORIGIN =
      HttpHeaders.createOptimized("Timing-Allow-Origin");

  static final CharSequence ANY = HttpHeaders.createOptimized("*");
  static final CharSequence BYTES = HttpHeaders.createOptimized("bytes");
  static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
  static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  static final CharSequence METHODS = HttpHeaders.createOptimized("GET, HEAD, OPTIONS");
  static final CharSequence EXPOSED =
      HttpHeaders.createOptimized(
          "Age, Cache-Status, Content-Length, Content-Range, Date, ETag, Last-Modified");

  private FieldNames() {}
}
