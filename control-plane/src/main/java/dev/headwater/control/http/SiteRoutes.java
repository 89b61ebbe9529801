package dev.headwater.control.http;

import dev.headwater.control.refusal.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;

/** Every address of the control plane, in the order in which they are tried. */
final class SiteRoutes {
  /** Without those of tus, uploads are for pages of this site only. */
  private static final Set<String> ALLOWED_HEADERS =
      Set.of(
          "Authorization",
          "Content-Type",
          "Tus-Resumable",
          "Upload-Length",
          "Upload-Offset",
          "Upload-Metadata",
          "Upload-Checksum",
          "X-HTTP-Method-Override");

  private static final Set<String> EXPOSED_HEADERS =
      Set.of(
          "Location",
          "Retry-After",
          "Tus-Resumable",
          "Tus-Version",
          "Tus-Extension",
          "Tus-Max-Size",
          "Tus-Checksum-Algorithm",
          "Upload-Offset",
          "Upload-Length",
          "Upload-Metadata",
          "Upload-Expires");

  private final HttpSettings settings;
  private final WebPages pages = new WebPages();

  SiteRoutes(HttpSettings settings) {
    this.settings = settings;
  }

  Router router(Vertx vertx, ApiRoutes api, Authentication authentication, MeterRegistry meters) {
    Router router = Router.router(vertx);
    router.route().handler(new SecurityHeaders(settings.dataPlane()));
    if (!settings.corsOrigins().isEmpty()) {
      router.route().handler(cors());
    }
    OpenApiDocument document = api.document();
    router.get("/api/openapi.yaml").handler(send(document.yaml(), "application/yaml"));
    router.get("/api/openapi.json").handler(send(document.json().toBuffer(), "application/json"));
    router.route("/api/docs").handler(pages::docs);
    router.route("/api/docs/*").handler(pages::docs);
    router.route("/api/v1/uploads*").handler(new TusHeaders());
    router.head().handler(context -> headAsGet(context, api));
    router.route().subRouter(api.router(authentication, meters));
    router.route("/api/*").handler(api::refuse);
    router.route("/.well-known/*").handler(api::refuse);
    router.route().handler(pages::console);
    router.route().failureHandler(SiteRoutes::fail);
    router.errorHandler(400, SiteRoutes::fail);
    return router;
  }

  private CorsHandler cors() {
    return CorsHandler.create()
        .addOrigins(settings.corsOrigins())
        .allowedMethods(
            Set.of(
                HttpMethod.GET,
                HttpMethod.HEAD,
                HttpMethod.POST,
                HttpMethod.PUT,
                HttpMethod.PATCH,
                HttpMethod.DELETE))
        .allowedHeaders(ALLOWED_HEADERS)
        .exposedHeaders(EXPOSED_HEADERS);
  }

  /** The server leaves the body out by itself. */
  private static void headAsGet(RoutingContext context, ApiRoutes api) {
    String path = context.normalizedPath();
    if (path.startsWith("/api/") && !api.describes(HttpMethod.HEAD, path)) {
      context.reroute(HttpMethod.GET, context.request().uri());
    } else {
      context.next();
    }
  }

  private static Handler<RoutingContext> send(Buffer body, String contentType) {
    return context ->
        context
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, contentType + "; charset=utf-8")
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
            .end(body);
  }

  private static void fail(RoutingContext context) {
    Throwable failure = context.failure();
    ApiHandler.respond(
        context.response(),
        failure == null || context.statusCode() == 400
            ? Problems.of(Reason.INVALID_REQUEST, "the address is malformed")
            : Problems.of(failure));
  }
}
