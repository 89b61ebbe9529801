package dev.headwater.edge;

import dev.headwater.edge.admission.TrustedProxies;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.Asker;
import dev.headwater.edge.fill.CacheRequest;
import dev.headwater.edge.http.caching.TargetUri;
import dev.headwater.edge.http.forward.CdnLoop;
import dev.headwater.edge.http.forward.ClientFacts;
import dev.headwater.edge.http.forward.ForwardingDecision;
import dev.headwater.edge.http.forward.Interim;
import dev.headwater.edge.http.forward.RequestForwarding;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.respond.Wire;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** Turns requests as Vert.x has them into those that the cache understands. Event-loop confined. */
final class CacheRequests {
  private static final String NAME = "headwater";

  /** Edges before edges before an origin: more of them in a row is a circle. */
  private static final int MAX_PASSES = 4;

  private static final int EARLY_HINTS = 103;

  private final RequestForwarding forwarding;
  private final TrustedProxies proxies;

  /**
   * For one event loop.
   *
   * @param node this node's name in CDN-Loop
   * @param proxies whose word on where a request comes from is handed on
   */
  CacheRequests(String node, TrustedProxies proxies) {
    this.forwarding = new RequestForwarding(NAME, NAME, node, MAX_PASSES);
    this.proxies = proxies;
  }

  /** Whether the request has come back to where it was: it would wait for itself. */
  boolean isCircle(HttpServerRequest request) {
    return forwarding.isCircle(new VertxFields(request.headers()));
  }

  CacheRequest of(HttpServerRequest request, Route route) {
    Fields fields = new VertxFields(request.headers());
    boolean tier = fields.has("CDN-Loop") && CdnLoop.passes(fields, NAME) > 0;
    return of(request, route, tier ? Asker.TIER : Asker.CLIENT);
  }

  CacheRequest of(HttpServerRequest request, Route route, Asker asker) {
    Fields fields = new VertxFields(request.headers());
    RequestHead head = new RequestHead(request.method().name(), route.target(), fields);
    String counted = route.rule().counted(fields);
    return new CacheRequest(
        counted.isEmpty() ? route.key() : route.key() + counted,
        head,
        new TargetUri(scheme(request), host(request), route.key()),
        route.rule(),
        route.what(),
        () -> forwarded(request, head),
        asker,
        content(request),
        interim -> relay(interim, request));
  }

  private FieldList forwarded(HttpServerRequest request, RequestHead head) {
    String address =
        request.remoteAddress() == null ? "unknown" : request.remoteAddress().hostAddress();
    ClientFacts client =
        new ClientFacts(
            address,
            scheme(request),
            authority(request),
            protocol(request.version()),
            proxies.has(address));
    return switch (forwarding.decide(head, client)) {
      case ForwardingDecision.Forward(FieldList fields) -> fields;
      case ForwardingDecision.LoopDetected _ ->
          throw new FailureException(new Failure.LoopDetected());
      case ForwardingDecision.ExpectationFailed _ ->
          throw new FailureException(new Failure.ExpectationFailed());
      case ForwardingDecision.MethodRefused _ ->
          throw new FailureException(new Failure.MethodNotAllowed(head.method()));
      case ForwardingDecision.AnswerHere _ ->
          throw new FailureException(new Failure.MethodNotAllowed(head.method()));
    };
  }

  private static String scheme(HttpServerRequest request) {
    return request.isSSL() ? "https" : "http";
  }

  /** As it was sent: to take it apart is for the few requests that go on to a source. */
  private static String host(HttpServerRequest request) {
    String host =
        request.version() == HttpVersion.HTTP_2 ? null : request.getHeader(HttpHeaders.HOST);
    return host == null ? authority(request) : host;
  }

  private static String authority(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return authority == null ? "localhost" : authority.toString();
  }

  private static String protocol(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "1.0";
      case HTTP_1_1 -> "1.1";
      case HTTP_2 -> "2";
    };
  }

  /**
   * Paused, so that nothing is lost until somebody reads it; null where there is none. What nobody
   * has read by the end of the answer is dropped: the next request on the connection lies behind
   * it.
   */
  private static @Nullable ReadStream<Buffer> content(HttpServerRequest request) {
    if (!announcesContent(request) && !new Wire(request).sendsMore()) {
      return null;
    }
    request.pause();
    request.response().endHandler(_ -> drop(request));
    return request;
  }

  /** HTTP/2 refuses to resume what has ended. */
  private static void drop(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.resume();
    }
  }

  private static boolean announcesContent(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String length = headers.get("Content-Length");
    return headers.contains("Transfer-Encoding") || (length != null && !length.equals("0"));
  }

  /** Of those that may go on, 103 is the one that Vert.x can write. */
  private static void relay(ResponseHead interim, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (interim.status() == EARLY_HINTS
        && Interim.isRelayed(EARLY_HINTS, protocol(request.version()))
        && !response.headWritten()) {
      MultiMap fields = MultiMap.caseInsensitiveMultiMap();
      for (Field field : interim.fields()) {
        fields.add(field.name(), field.value());
      }
      response.writeEarlyHints(fields);
    }
  }
}
