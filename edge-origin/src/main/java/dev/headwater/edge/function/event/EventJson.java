package dev.headwater.edge.function.event;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Events and results of functions as JSON, in the form that CloudFront Functions have. */
public final class EventJson {
  /** The version of the form. */
  private static final String VERSION = "1.0";

  /** What CloudFront calls a distribution; here it is always this. */
  private static final String DISTRIBUTION = "headwater";

  /** Far more than the head of any request or a page of text. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  /** As a request's own, of which a node takes no more (HTTP/1.1 head and HTTP/2 list). */
  private static final int MOST_HEADER_CHARACTERS = 16 * 1024;

  private EventJson() {}

  public static String of(ViewerEvent event) {
    JsonObject json =
        new JsonObject()
            .put("version", VERSION)
            .put("context", context(event))
            .put("viewer", new JsonObject().put("ip", event.ip()))
            .put("request", json(event.request()));
    FunctionResponse response = event.response();
    return (response == null ? json : json.put("response", json(response))).encode();
  }

  private static JsonObject context(ViewerEvent event) {
    return new JsonObject()
        .put("distributionDomainName", event.domain())
        .put("distributionId", DISTRIBUTION)
        .put("eventType", event.type().word())
        .put("requestId", Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }

  private static JsonObject json(FunctionRequest request) {
    return new JsonObject()
        .put("method", request.method())
        .put("uri", request.uri())
        .put("querystring", request.querystring().json())
        .put("headers", request.headers().json())
        .put("cookies", request.cookies().json());
  }

  private static JsonObject json(FunctionResponse response) {
    return new JsonObject()
        .put("statusCode", response.status())
        .put("statusDescription", HttpResponseStatus.valueOf(response.status()).reasonPhrase())
        .put("headers", response.headers().json())
        .put("cookies", response.cookies().json());
  }

  /**
   * What a function gave back: what has a status is a response. What it left as it was given is as
   * the viewer or the upstream sent it, and is not looked at.
   *
   * @param event that it was given
   * @throws IllegalArgumentException which says what is wrong, where it is neither
   */
  public static FunctionResult result(String text, ViewerEvent event) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "a result of %d characters (expected: <= %d)".formatted(text.length(), MOST_CHARACTERS));
    }
    JsonObject json;
    try {
      json = new JsonObject(text);
    } catch (DecodeException e) {
      throw new IllegalArgumentException("no object (expected: a request or a response)", e);
    }
    return json.containsKey("statusCode")
        ? response(json, event.response())
        : request(json, event.request());
  }

  private static FunctionRequest request(JsonObject json, FunctionRequest was) {
    FunctionRequest request =
        new FunctionRequest(
            text(json, "method"),
            text(json, "uri"),
            values(json, "querystring"),
            values(json, "headers"),
            values(json, "cookies"));
    if (!request.uri().equals(was.uri())) {
      checkUri(request.uri());
    }
    checkQuery(request.querystring().butFor(was.querystring()));
    checkHead(request.headers().butFor(was.headers()), request.cookies().butFor(was.cookies()));
    return request;
  }

  private static FunctionResponse response(JsonObject json, @Nullable FunctionResponse was) {
    if (!(json.getValue("statusCode") instanceof Integer status) || status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "statusCode: " + json.getValue("statusCode") + " (expected: 200 to 599)");
    }
    FunctionResponse response =
        new FunctionResponse(
            status, values(json, "headers"), values(json, "cookies"), body(json.getValue("body")));
    Values headers = was == null ? Values.none() : was.headers();
    Values cookies = was == null ? Values.none() : was.cookies();
    checkHead(response.headers().butFor(headers), response.cookies().butFor(cookies));
    return response;
  }

  private static Buffer body(@Nullable Object body) {
    return switch (body) {
      case null -> Buffer.buffer();
      case String text -> Buffer.buffer(text);
      case JsonObject coded when coded.getValue("data") instanceof String data ->
          decoded(data, coded.getValue("encoding", "text"));
      case Object other ->
          throw new IllegalArgumentException(
              "body: " + other + " (expected: a string, or an object with encoding and data)");
    };
  }

  private static Buffer decoded(String data, @Nullable Object encoding) {
    if ("text".equals(encoding)) {
      return Buffer.buffer(data);
    }
    if ("base64".equals(encoding)) {
      return Buffer.buffer(Base64.getDecoder().decode(data));
    }
    throw new IllegalArgumentException(
        "body.encoding: " + encoding + " (expected: text or base64)");
  }

  private static String text(JsonObject json, String member) {
    if (json.getValue(member) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        member + ": " + json.getValue(member) + " (expected: a string)");
  }

  private static Values values(JsonObject json, String member) {
    Object values = json.getValue(member);
    return values == null ? Values.none() : Values.of(values, member);
  }

  private static void checkUri(String uri) {
    if (!uri.startsWith("/") || !isPlain(uri, "?#")) {
      throw new IllegalArgumentException("uri: '" + uri + "' (expected: a path from '/', escaped)");
    }
  }

  private static void checkQuery(Values parameters) {
    parameters
        .byName()
        .forEach((name, values) -> {
          checkQuery(name);
          values.forEach(value -> checkQuery(value.text()));
        });
  }

  private static void checkQuery(String part) {
    if (!isPlain(part, "&#")) {
      throw new IllegalArgumentException(
          "querystring: '" + part + "' (expected: names and values that are escaped)");
    }
  }

  private static boolean isPlain(String text, String others) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f && others.indexOf(c) < 0);
  }

  private static void checkCookies(Values cookies) {
    cookies
        .byName()
        .forEach((name, values) -> {
          if (!FieldRules.isToken(name)) {
            throw new IllegalArgumentException("cookies: '" + name + "' (expected: a name)");
          }
          for (Values.Value value : values) {
            FieldRules.checkValue("cookies." + name, value.text());
            FieldRules.checkValue("cookies." + name + ".attributes", value.attributes());
            if (value.text().indexOf(';') >= 0) {
              throw new IllegalArgumentException("cookies." + name + ": has a ';'");
            }
          }
        });
  }

  private static void checkHead(Values headers, Values cookies) {
    FieldRules.check(headers);
    checkCookies(cookies);
    checkSize(headers, cookies);
  }

  private static void checkSize(Values headers, Values cookies) {
    long size = size(headers) + size(cookies);
    if (size > MOST_HEADER_CHARACTERS) {
      throw new IllegalArgumentException(
          "headers and cookies of %d characters (expected: <= %d)"
              .formatted(size, MOST_HEADER_CHARACTERS));
    }
  }

  private static long size(Values values) {
    return values.byName().entrySet().stream()
        .flatMapToLong(each ->
            each.getValue().stream()
                .mapToLong(value ->
                    (long) each.getKey().length()
                        + value.text().length()
                        + value.attributes().length()
                        + 4))
        .sum();
  }
}
