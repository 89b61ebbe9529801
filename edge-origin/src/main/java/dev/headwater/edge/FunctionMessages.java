package dev.headwater.edge;

import dev.headwater.edge.function.event.FieldRules;
import dev.headwater.edge.function.event.FunctionRequest;
import dev.headwater.edge.function.event.FunctionResponse;
import dev.headwater.edge.function.event.Values;
import dev.headwater.edge.function.event.Values.Value;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.request.OriginForm;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Turns messages as Vert.x has them into those that functions see, and carries out changes. */
final class FunctionMessages {
  private static final String HOST = "host";
  private static final String COOKIE = "cookie";
  private static final String SET_COOKIE = "set-cookie";

  /** Between these and others, what follows the head is another thing. */
  private static final Set<Integer> WITHOUT_ALL_CONTENT = Set.of(204, 205, 206, 304);

  private FunctionMessages() {}

  static FunctionRequest of(HttpServerRequest request) {
    String target = OriginForm.of(request.uri());
    int query = target.indexOf('?');
    Values.Builder headers = new Values.Builder();
    if (!request.headers().contains(HttpHeaders.HOST) && request.authority() != null) {
      headers.add(HOST, Value.of(request.authority().toString()));
    }
    addVisible(request.headers(), headers);
    return new FunctionRequest(
        request.method().name(),
        query < 0 ? target : target.substring(0, query),
        parameters(query < 0 ? "" : target.substring(query + 1)),
        headers.build(),
        cookies(request.headers().getAll(COOKIE)));
  }

  private static void addVisible(MultiMap fields, Values.Builder headers) {
    fields.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean cookie = lower.equals(COOKIE) || lower.equals(SET_COOKIE);
      if (!cookie && !FieldRules.isHidden(lower)) {
        headers.add(lower, Value.of(value));
      }
    });
  }

  private static Values parameters(String query) {
    Values.Builder parameters = new Values.Builder();
    for (String each : query.split("&", -1)) {
      if (!each.isEmpty()) {
        addPair(each, Value::of, parameters);
      }
    }
    return parameters.build();
  }

  private static Values cookies(List<String> lines) {
    Values.Builder cookies = new Values.Builder();
    for (String line : lines) {
      for (String each : line.split(";", -1)) {
        if (!each.isBlank()) {
          addPair(each.strip(), Value::of, cookies);
        }
      }
    }
    return cookies.build();
  }

  private static void addPair(String pair, Function<String, Value> value, Values.Builder values) {
    int equals = pair.indexOf('=');
    values.add(
        equals < 0 ? pair : pair.substring(0, equals),
        value.apply(equals < 0 ? "" : pair.substring(equals + 1)));
  }

  /**
   * The request as a function wants it.
   *
   * @throws IllegalArgumentException which says what of it can't be changed
   */
  static HttpServerRequest changed(
      HttpServerRequest request, FunctionRequest was, FunctionRequest now) {
    if (!now.method().equals(was.method())) {
      throw new IllegalArgumentException("method: it can't be changed");
    }
    if (!now.headers().texts(HOST).equals(was.headers().texts(HOST))) {
      throw new IllegalArgumentException("headers.host: it can't be changed");
    }
    if (now.equals(was) && query(now).equals(query(was))) {
      return request;
    }
    boolean sameTarget = now.uri().equals(was.uri()) && query(now).equals(query(was));
    MultiMap fields = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    change(fields, was.headers(), now.headers());
    if (!cookies(now.cookies()).equals(cookies(was.cookies()))) {
      fields.remove(COOKIE);
      if (!now.cookies().byName().isEmpty()) {
        fields.set(COOKIE, cookies(now.cookies()));
      }
    }
    return new ChangedRequest(
        request, sameTarget ? OriginForm.of(request.uri()) : now.uri() + query(now), fields);
  }

  private static void change(MultiMap fields, Values was, Values now) {
    for (String name : was.byName().keySet()) {
      if (!now.byName().containsKey(name)) {
        fields.remove(name);
      }
    }
    for (String name : now.byName().keySet()) {
      if (!now.texts(name).equals(was.texts(name))) {
        fields.set(name, now.texts(name));
      }
    }
  }

  private static String query(FunctionRequest request) {
    List<String> parameters = pairs(request.querystring());
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  private static String cookies(Values cookies) {
    return String.join("; ", pairs(cookies));
  }

  private static List<String> pairs(Values values) {
    List<String> pairs = new ArrayList<>();
    values
        .byName()
        .forEach((name, all) -> all.forEach(value -> pairs.add(name + "=" + value.text())));
    return pairs;
  }

  static FunctionResponse of(HttpServerResponse response) {
    Values.Builder headers = new Values.Builder();
    addVisible(response.headers(), headers);
    Values.Builder cookies = new Values.Builder();
    for (String line : response.headers().getAll(SET_COOKIE)) {
      int end = line.indexOf(';');
      String attributes = end < 0 ? "" : line.substring(end + 1).strip();
      addPair(
          end < 0 ? line : line.substring(0, end), text -> new Value(text, attributes), cookies);
    }
    return new FunctionResponse(
        response.getStatusCode(), headers.build(), cookies.build(), Buffer.buffer());
  }

  /**
   * Changes a head that is about to leave as a function wants it.
   *
   * @throws IllegalArgumentException which says what of it can't be changed; then nothing was
   */
  static void change(HttpServerResponse response, FunctionResponse was, FunctionResponse now) {
    if (now.status() != was.status()
        && (WITHOUT_ALL_CONTENT.contains(now.status())
            || WITHOUT_ALL_CONTENT.contains(was.status()))) {
      throw new IllegalArgumentException(
          "statusCode: %d instead of %d (expected: one that has the same content)"
              .formatted(now.status(), was.status()));
    }
    if (now.body().length() > 0) {
      throw new IllegalArgumentException("body: it can't be changed");
    }
    response.setStatusCode(now.status());
    change(response.headers(), was.headers(), now.headers());
    if (!now.cookies().equals(was.cookies())) {
      response.headers().remove(SET_COOKIE);
      setCookies(now.cookies()).forEach(line -> response.headers().add(SET_COOKIE, line));
    }
  }

  private static List<String> setCookies(Values cookies) {
    List<String> lines = new ArrayList<>();
    cookies
        .byName()
        .forEach((name, all) ->
            all.forEach(value ->
                lines.add(
                    name
                        + "="
                        + value.text()
                        + (value.attributes().isEmpty() ? "" : "; " + value.attributes()))));
    return lines;
  }

  /** The fields of a response that a function has made. */
  static FieldList fields(FunctionResponse response) {
    FieldList.Builder fields = FieldList.builder();
    response
        .headers()
        .byName()
        .forEach((name, all) -> all.forEach(value -> fields.add(name, value.text())));
    setCookies(response.cookies()).forEach(line -> fields.add(SET_COOKIE, line));
    return fields.build();
  }
}
