package dev.headwater.edge.respond;

import dev.headwater.edge.http.message.FieldList;
import io.vertx.core.http.HttpHeaders;

/** Names and fixed values of header fields, encoded once. */
final class FieldNames {
  static final CharSequence AGE = HttpHeaders.createOptimized("Age");
  static final CharSequence ALLOW = HttpHeaders.createOptimized("Allow");
  static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("Cache-Status");
  static final CharSequence CACHE_TAG = HttpHeaders.createOptimized("Cache-Tag");
  static final CharSequence CDN_CACHE_CONTROL = HttpHeaders.createOptimized("CDN-Cache-Control");
  static final CharSequence CMSD_STATIC = HttpHeaders.createOptimized("CMSD-Static");
  static final CharSequence CONTENT_RANGE = HttpHeaders.createOptimized("Content-Range");
  static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  static final CharSequence ALLOW_METHODS =
      HttpHeaders.createOptimized("Access-Control-Allow-Methods");
  static final CharSequence ALLOW_HEADERS =
      HttpHeaders.createOptimized("Access-Control-Allow-Headers");
  static final CharSequence MAX_AGE = HttpHeaders.createOptimized("Access-Control-Max-Age");

  static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");

  /** A token may stand in the address. */
  static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

  static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
  static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  static final CharSequence METHODS = HttpHeaders.createOptimized("GET, HEAD, OPTIONS");

  /** Anyone's page may read the answer, its timing, and these fields of it. */
  static final FieldList OPEN_TO_ALL =
      FieldList.of(
          "Access-Control-Allow-Origin",
          "*",
          "Access-Control-Expose-Headers",
          "Age, Cache-Status, CMSD-Static, Content-Length, Content-Range, Date, ETag, Last-Modified",
          "Timing-Allow-Origin",
          "*");

  private FieldNames() {}
}
