package dev.headwater.platform.telemetry;

import dev.headwater.platform.http.UpgradeHold;
import dev.headwater.platform.problem.Problem;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The operator's door of a server: {@code /metrics} (Prometheus text), {@code /health/live} (the
 * event loops turn) and {@code /health/ready} (it should get traffic). Event-loop confined.
 */
public final class AdminServer {
  /** A probe that hangs is a probe that failed; shorter than the usual probe period of 10 s. */
  private static final long CHECK_TIMEOUT_SECONDS = 2;

  private final Vertx vertx;
  private final Telemetry telemetry;
  private final List<HealthCheck> checks;
  private final Map<String, AdminCall> calls;
  private final HttpServer server;

  /**
   * What there is behind the door.
   *
   * @param calls of this server alone
   */
  public record Rooms(Telemetry telemetry, List<HealthCheck> checks, List<AdminCall> calls) {
    public Rooms {
      checks = List.copyOf(checks);
      calls = List.copyOf(calls);
    }
  }

  private AdminServer(Vertx vertx, Rooms rooms) {
    this.vertx = vertx;
    this.telemetry = rooms.telemetry;
    this.checks = rooms.checks;
    this.calls =
        rooms.calls.stream().collect(Collectors.toMap(AdminCall::path, Function.identity()));
    this.server =
        vertx.createHttpServer().connectionHandler(UpgradeHold::set).requestHandler(this::handle);
  }

  /** Fails where the port can't be bound. */
  public static Future<AdminServer> listen(
      Vertx vertx, String host, int port, Telemetry telemetry, List<HealthCheck> checks) {
    return listen(vertx, host, port, new Rooms(telemetry, checks, List.of()));
  }

  /** Fails where the port can't be bound. */
  public static Future<AdminServer> listen(Vertx vertx, String host, int port, Rooms rooms) {
    AdminServer admin = new AdminServer(vertx, rooms);
    return admin.server.listen(port, host).map(admin);
  }

  public int port() {
    return server.actualPort();
  }

  public Future<Void> close() {
    return server.close();
  }

  private void handle(HttpServerRequest request) {
    AdminCall call = calls.get(String.valueOf(request.path()));
    if (call != null) {
      call.answer(request);
    } else if (!HttpMethod.GET.equals(request.method())
        && !HttpMethod.HEAD.equals(request.method())) {
      problem(request, new Problem("method-not-allowed", "Method not allowed", 405, "use GET"));
    } else {
      read(request);
    }
  }

  private void read(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/metrics" -> metrics(request);
      case "/health/live" -> status(request, 200, new JsonObject().put("status", "up"));
      case "/health/ready" -> ready(request);
      default ->
          problem(
              request,
              new Problem(
                  "not-found",
                  "Not found",
                  404,
                  "here are /metrics, /health/live and /health/ready"));
    }
  }

  /** Scraping walks every meter: not on the event loop. */
  private void metrics(HttpServerRequest request) {
    WorkerThreads.run(vertx, telemetry::scrape)
        .onSuccess(text ->
            request
                .response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(text))
        .onFailure(failure ->
            problem(
                request,
                new Problem("scrape-failed", "Scrape failed", 500, String.valueOf(failure))));
  }

  private void ready(HttpServerRequest request) {
    List<Future<String>> answers = checks.stream().map(this::ask).toList();
    Future.join(answers)
        .onComplete(_ -> {
          JsonObject detail = new JsonObject();
          boolean up = true;
          for (int i = 0; i < checks.size(); i++) {
            String answer = answers.get(i).result();
            up &= answer.equals("up") || !checks.get(i).decides();
            detail.put(checks.get(i).name(), answer);
          }
          status(
              request,
              up ? 200 : 503,
              new JsonObject().put("status", up ? "up" : "down").put("checks", detail));
        });
  }

  private Future<String> ask(HealthCheck check) {
    return Future.succeededFuture()
        .compose(_ -> check.check().run())
        .timeout(CHECK_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .map("up")
        .otherwise(failure -> "down: " + failure.getMessage());
  }

  static void status(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.encode());
  }

  static void problem(HttpServerRequest request, Problem problem) {
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .end(problem.toJson().encode());
  }
}
