package dev.headwater.control.http.internal;

import static dev.headwater.control.http.internal.InternalAnswer.json;
import static dev.headwater.control.http.internal.InternalAnswer.refuse;

import dev.headwater.control.feed.FeedTail;
import dev.headwater.control.node.NodeRegistry;
import dev.headwater.control.refusal.Reason;
import dev.headwater.platform.feed.NodeReport;
import dev.headwater.platform.http.UpgradeHold;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.IdentityCheck;
import dev.headwater.platform.identity.Right;
import dev.headwater.platform.problem.InvalidRequests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /internal}, for nodes of the data plane. Confined to a context of virtual threads. */
public final class InternalServer {
  private static final Logger LOGGER = LoggerFactory.getLogger(InternalServer.class);

  /** Longer than the longest wait for the feed. */
  private static final int IDLE_SECONDS = 60;

  private static final long GRACE_MILLIS = 500;
  private static final long MAX_WAIT_SECONDS = 30;
  private static final long MAX_REPORT_BYTES = 256 * 1024;

  /** Nodes that wait at once: more than one control plane ever has. */
  private static final int MAX_WAITING = 2000;

  private final FeedTail feed;
  private final NodeRegistry nodes;
  private final Consumer<List<NodeReport.Stream>> streams;
  private final Consumer<NodeReport> channels;
  private final NodeDoor door;
  private final HttpServer server;
  private final Semaphore waits = new Semaphore(MAX_WAITING);

  /**
   * What nodes are given and heard with.
   *
   * @param streams told of playback sessions that go on
   * @param channels told of the media that comes to them
   */
  public record Planes(
      FeedTail feed,
      NodeRegistry nodes,
      Consumer<List<NodeReport.Stream>> streams,
      Consumer<NodeReport> channels) {}

  private InternalServer(Vertx vertx, Planes planes, IdentityCheck check) {
    this.feed = planes.feed;
    this.nodes = planes.nodes;
    this.streams = planes.streams;
    this.channels = planes.channels;
    this.door = new NodeDoor(check);
    this.server = server(vertx, check);
  }

  /** Fails where the port can't be bound, or the files of TLS can't be used. */
  public static Future<InternalServer> listen(
      Vertx vertx, InternalSettings settings, int port, Planes planes) {
    return IdentityCheck.open(vertx, settings.identity())
        .compose(check -> {
          InternalServer internal = new InternalServer(vertx, planes, check);
          return internal
              .server
              .listen(port, settings.host())
              .onSuccess(check::follow)
              .map(internal);
        });
  }

  private HttpServer server(Vertx vertx, IdentityCheck check) {
    return vertx
        .createHttpServer(
            check.secured(
                new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setCompressionSupported(true)
                    .setTcpNoDelay(true)))
        .invalidRequestHandler(InvalidRequests::answer)
        .connectionHandler(UpgradeHold::set)
        .requestHandler(router(vertx));
  }

  public int port() {
    return server.actualPort();
  }

  /** Lets go of those who wait for the feed, soon. */
  public Future<Void> close() {
    return server.shutdown(GRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(door::admit);
    router
        .get("/internal/feed")
        .handler(door.letting(Right.READ_FEED, (context, _) -> feed(context)));
    router
        .post("/internal/report")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_REPORT_BYTES))
        .handler(door.letting(Right.REPORT, this::report));
    router.route().handler(context -> refuse(context, Reason.NOT_FOUND, "there is no such call"));
    router.route().failureHandler(InternalServer::fail);
    return router;
  }

  private void feed(RoutingContext context) {
    long after = number(context, "after", Long.MAX_VALUE);
    long wait = number(context, "wait", MAX_WAIT_SECONDS);
    String history = String.valueOf(context.request().getParam("history", ""));
    boolean beginning = "true".equals(context.request().getParam("beginning", ""));
    if (after < 0 || wait < 0) {
      refuse(
          context,
          Reason.INVALID_REQUEST,
          "after and wait are whole numbers, wait of at most 30 seconds");
    } else if (!waits.tryAcquire()) {
      context.response().putHeader("Retry-After", "1");
      refuse(context, Reason.UNAVAILABLE, "too many nodes wait for the feed here");
    } else {
      try {
        json(
            context,
            feed.page(new FeedTail.Place(history, after, beginning), Duration.ofSeconds(wait))
                .toJson());
      } finally {
        waits.release();
      }
    }
  }

  /** Zero where it isn't given, negative where it is wrong. */
  private static long number(RoutingContext context, String parameter, long most) {
    String text = context.request().getParam(parameter, "0");
    if (!text.matches("[0-9]{1,18}")) {
      return -1;
    }
    long number = Long.parseLong(text);
    return number <= most ? number : -1;
  }

  private void report(RoutingContext context, Identity caller) {
    NodeReport report;
    try {
      Buffer body = context.body().buffer();
      report = NodeReport.fromJson(new JsonObject(body == null ? Buffer.buffer() : body));
    } catch (DecodeException | IllegalArgumentException e) {
      refuse(context, Reason.INVALID_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    if (!report.node().equals(caller.name())) {
      refuse(context, Reason.FORBIDDEN, caller + " may report for itself alone");
      return;
    }
    nodes.report(report);
    streams.accept(report.streams());
    channels.accept(report);
    context.response().setStatusCode(204).end();
  }

  private static void fail(RoutingContext context) {
    if (context.statusCode() == Reason.TOO_LARGE.status()) {
      refuse(context, Reason.TOO_LARGE, "a report has " + MAX_REPORT_BYTES + " bytes at most");
    } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
      refuse(context, Reason.INVALID_REQUEST, "the request is not valid");
    } else {
      if (!(context.failure() instanceof InterruptedException)) { // by which waits end at a stop
        LOGGER.warn("a node can't be answered: {}", String.valueOf(context.failure()));
      }
      context.response().putHeader("Retry-After", "1");
      refuse(context, Reason.UNAVAILABLE, "try again later");
    }
  }
}
