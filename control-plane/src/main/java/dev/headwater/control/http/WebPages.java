package dev.headwater.control.http;

import dev.headwater.control.http.ClassPathFiles.WebFile;
import dev.headwater.control.refusal.Reason;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pages for people: the console, whose addresses all begin with its {@code index.html}, and the
 * API's documentation. Thread-safe.
 */
final class WebPages {
  /** The bundler puts a digest into the names of these, so that a name never means other bytes. */
  private static final Pattern HASHED = Pattern.compile("/assets/.+-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

  /** What other ports answer: a probe that asks here must not be told that all is well. */
  private static final Pattern OTHER_DOORS = Pattern.compile("/(metrics|health|internal)(/.*)?");

  private static final String START = "/index.html";
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";
  private static final String VALIDATED = "no-cache";

  private final ClassPathFiles console = new ClassPathFiles("/console");
  private final ClassPathFiles docs = new ClassPathFiles("/docs");

  /** The console, from any address that isn't the API's. */
  void console(RoutingContext context) {
    if (!isRead(context)) {
      return;
    }
    String path = String.valueOf(context.normalizedPath());
    Optional<WebFile> file = console.find(path);
    boolean isPage =
        !OTHER_DOORS.matcher(path).matches()
            && (path.lastIndexOf('.') <= path.lastIndexOf('/') || path.equals(START));
    if (file.isEmpty() && isPage) {
      file = console.find(START).or(() -> docs.find("/no-console.html"));
    }
    send(context, file, HASHED.matcher(path).matches() ? IMMUTABLE : VALIDATED);
  }

  /** {@code /api/docs} and the files that it needs. */
  void docs(RoutingContext context) {
    if (isRead(context)) {
      String path = String.valueOf(context.normalizedPath()).substring("/api/docs".length());
      send(context, docs.find(path.length() <= 1 ? START : path), VALIDATED);
    }
  }

  private static boolean isRead(RoutingContext context) {
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      return true;
    }
    ApiHandler.respond(
        context.response(),
        Problems.of(Reason.METHOD_NOT_ALLOWED, "this address is only read")
            .with("Allow", "GET, HEAD"));
    return false;
  }

  private static void send(RoutingContext context, Optional<WebFile> file, String cacheControl) {
    if (file.isEmpty()) {
      ApiHandler.respond(
          context.response(), Problems.of(Reason.NOT_FOUND, "there is no such page"));
      return;
    }
    HttpServerRequest request = context.request();
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.ETAG, file.get().etag())
            .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    if (file.get().etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, file.get().contentType());
      response.end(file.get().body());
    }
  }
}
