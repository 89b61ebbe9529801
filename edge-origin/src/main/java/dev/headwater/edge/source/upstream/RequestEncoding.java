package dev.headwater.edge.source.upstream;

import dev.headwater.edge.hop.Hops;
import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.platform.settings.Secret;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A request as it is written: its fields in their order, Host first, and nothing added. */
final class RequestEncoding {
  /** Servers wait for a length, or refuse, where one of these has none (RFC 9110, section 8.6). */
  private static final Set<String> ANTICIPATES_CONTENT = Set.of("POST", "PUT", "PATCH");

  private static final String TOKEN_COOKIE = Hops.TOKEN_COOKIE + "=";

  private RequestEncoding() {}

  /**
   * Fails with IllegalArgumentException where a part of it would break the message.
   *
   * @param hop what proves this node to the server
   */
  static HttpRequest of(SourceRequest request, UpstreamAddress address, Optional<Secret> hop) {
    RequestHead head = request.head();
    HttpMethod method = HttpMethod.valueOf(head.method());
    String target = checked(address.target(head.target()));
    HttpHeaders fields = fields(request, address);
    hop.ifPresent(secret -> {
      fields.set(Hops.FIELD, secret.value());
      withoutToken(fields);
    });
    if (request.content() != null) {
      return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target, fields);
    }
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        method,
        target,
        Unpooled.EMPTY_BUFFER,
        fields,
        EmptyHttpHeaders.INSTANCE);
  }

  /** What Content-Length says, or {@link RequestContent#UNKNOWN} where it is to be chunked. */
  static long length(HttpRequest request) {
    String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null ? RequestContent.UNKNOWN : Long.parseLong(length);
  }

  private static HttpHeaders fields(SourceRequest request, UpstreamAddress address) {
    HttpHeaders fields = new DefaultHttpHeaders();
    fields.add(HttpHeaderNames.HOST, address.authority());
    for (Field field : ConnectionFields.without(request.head().fields()).build()) {
      if (!field.name().equalsIgnoreCase("Host") && !field.name().equalsIgnoreCase(Hops.FIELD)) {
        fields.add(field.name(), field.value());
      }
    }
    frame(fields, request.content() != null);
    if (request.content() == null && ANTICIPATES_CONTENT.contains(request.head().method())) {
      fields.set(HttpHeaderNames.CONTENT_LENGTH, "0");
    }
    return fields;
  }

  /** The viewer's token was for this node. */
  private static void withoutToken(HttpHeaders fields) {
    List<String> lines = fields.getAll(HttpHeaderNames.COOKIE);
    if (lines.stream().noneMatch(line -> line.contains(TOKEN_COOKIE))) {
      return;
    }
    fields.remove(HttpHeaderNames.COOKIE);
    for (String line : lines) {
      String left =
          Arrays.stream(line.split(";"))
              .map(String::strip)
              .filter(pair -> !pair.startsWith(TOKEN_COOKIE))
              .collect(Collectors.joining("; "));
      if (!left.isEmpty()) {
        fields.add(HttpHeaderNames.COOKIE, left);
      }
    }
  }

  /** One way, and only one, to know where the content ends (RFC 9112, section 6). */
  private static void frame(HttpHeaders fields, boolean hasContent) {
    String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length == null) {
      if (hasContent) {
        fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      }
      return;
    }
    if (fields.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1 || !isNumber(length)) {
      throw new IllegalArgumentException("Content-Length: " + length + " (expected: one number)");
    }
    if (!hasContent && !length.equals("0")) {
      throw new IllegalArgumentException("Content-Length: " + length + " (expected: content)");
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** A space or a control character would end the target (RFC 9112, section 3.2). */
  private static String checked(String target) {
    if (target.isEmpty() || target.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
      throw new IllegalArgumentException("target: '" + target + "' (expected: visible ASCII)");
    }
    return target;
  }
}
