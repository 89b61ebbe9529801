package dev.headwater.edge;

import dev.headwater.edge.failure.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/** What the head of a request may not be, whatever is asked for. Event-loop confined. */
final class HeadCheck {
  private static final int MAX_PORT = 65_535;

  /** Most requests come for the same one. */
  private String knownHost = "";

  /** Why a request is refused; empty where it may go on. */
  Optional<Failure> refusal(HttpServerRequest request) {
    if (HttpMethod.CONNECT.equals(request.method()) || request.uri() == null) {
      return Optional.of(new Failure.MethodNotAllowed(request.method().name()));
    }
    if (request.uri().equals("*") && !HttpMethod.OPTIONS.equals(request.method())) {
      return malformed("only OPTIONS is about the server as a whole");
    }
    return request.version() == HttpVersion.HTTP_2 ? Optional.empty() : ofText(request);
  }

  /** RFC 9112, sections 3.2 and 6.1; HTTP/2 has other words for these, which Vert.x checks. */
  private Optional<Failure> ofText(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING) && !isChunked(request)) {
      return Optional.of(new Failure.CodingUnknown());
    }
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    boolean one =
        hosts.size() == 1 || (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_0);
    return one && (hosts.isEmpty() || isKnown(hosts.getFirst()))
        ? Optional.empty()
        : malformed("a request has one Host, with a name and perhaps a port");
  }

  private static boolean isChunked(HttpServerRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    return codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
  }

  private boolean isKnown(String host) {
    if (host.equals(knownHost)) {
      return true;
    }
    if (!isHost(host)) {
      return false;
    }
    knownHost = host;
    return true;
  }

  private static Optional<Failure> malformed(String detail) {
    return Optional.of(new Failure.Malformed(detail));
  }

  /** RFC 3986, section 3.2: a host and a port, and nobody's name. */
  static boolean isHost(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.length();
    int colon = host.indexOf(':', Math.max(0, host.startsWith("[") ? end : 0));
    String name = colon < 0 ? host : host.substring(0, colon);
    return (!host.startsWith("[") || end > 0)
        && name.chars().allMatch(HeadCheck::mayStand)
        && (colon < 0 || isPort(host.substring(colon + 1)));
  }

  private static boolean mayStand(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~%!$&'()*+,;=[]:".indexOf(c) >= 0;
  }

  private static boolean isPort(String digits) {
    return digits.length() <= 5
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && (digits.isEmpty() || Integer.parseInt(digits) <= MAX_PORT);
  }
}
