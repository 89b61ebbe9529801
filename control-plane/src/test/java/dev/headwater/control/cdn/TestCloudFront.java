package dev.headwater.control.cdn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CloudFront's API as far as invalidations go, as its reference describes it. Whoever doesn't sign
 * as AWS Signature Version 4 says gets 403.
 */
final class TestCloudFront implements AutoCloseable {
  static final String ACCESS_KEY = "AKIDEXAMPLE";
  static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String DISTRIBUTION = "E1ABC";

  private static final String INVALIDATIONS =
      "/2020-05-31/distribution/" + DISTRIBUTION + "/invalidation";
  private static final Pattern REFERENCE =
      Pattern.compile("<CallerReference>([^<]+)</CallerReference>");
  private static final Pattern PATH = Pattern.compile("<Path>([^<]+)</Path>");
  private static final Pattern QUANTITY = Pattern.compile("<Quantity>(\\d+)</Quantity>");

  private final HttpServer server;
  private final Map<String, Invalidation> byReference = new LinkedHashMap<>();
  private @Nullable String refusal;
  private String reason = "it is refused";
  private int polls = 1;
  private int calls;

  /** One that was made. */
  private static final class Invalidation {
    private final String id;
    private final List<String> items;
    private int asked;

    private Invalidation(String id, List<String> items) {
      this.id = id;
      this.items = items;
    }
  }

  TestCloudFront() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next call is refused with that code. */
  synchronized void refuseNext(String code) {
    refusal = code;
  }

  /** The same, with that message. */
  synchronized void refuseNext(String code, String message) {
    refusal = code;
    reason = message;
  }

  /** An invalidation has to be asked for so often before it is completed. */
  synchronized void completeAfter(int newPolls) {
    polls = newPolls;
  }

  synchronized List<List<String>> invalidated() {
    return byReference.values().stream().map(one -> one.items).toList();
  }

  synchronized int calls() {
    return calls;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    calls++;
    byte[] body = exchange.getRequestBody().readAllBytes();
    String refused = refusal;
    refusal = null;
    if (!SignatureV4.isSigned(exchange, body, ACCESS_KEY, SECRET_KEY)) {
      refuse(exchange, 403, "SignatureDoesNotMatch");
    } else if (refused != null) {
      refuse(exchange, 400, refused);
    } else {
      answer(exchange, new String(body, UTF_8));
    }
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("POST") && path.equals(INVALIDATIONS)) {
      create(exchange, body);
      return;
    }
    for (Invalidation one : byReference.values()) {
      if (exchange.getRequestMethod().equals("GET") && path.equals(INVALIDATIONS + "/" + one.id)) {
        one.asked++;
        answer(exchange, 200, one);
        return;
      }
    }
    refuse(exchange, 404, "NoSuchDistribution");
  }

  private void create(HttpExchange exchange, String body) throws IOException {
    List<String> items =
        new ArrayList<>(PATH.matcher(body).results().map(found -> text(found, 1)).toList());
    if (!first(QUANTITY, body).equals(Integer.toString(items.size()))) {
      refuse(exchange, 400, "InconsistentQuantities");
      return;
    }
    Invalidation known = byReference.get(first(REFERENCE, body));
    if (known != null && !known.items.equals(items)) {
      refuse(exchange, 400, "InvalidationBatchAlreadyExists");
      return;
    }
    if (known == null) {
      known = new Invalidation("I" + (byReference.size() + 1), items);
      byReference.put(first(REFERENCE, body), known);
    }
    answer(exchange, 201, known);
  }

  private void answer(HttpExchange exchange, int status, Invalidation one) throws IOException {
    send(
        exchange,
        status,
        """
        <?xml version="1.0"?>
        <Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>%s</Id>\
        <Status>%s</Status><CreateTime>2026-03-01T12:00:00.000Z</CreateTime></Invalidation>\
        """
            .formatted(one.id, one.asked < polls ? "InProgress" : "Completed"));
  }

  private void refuse(HttpExchange exchange, int status, String code) throws IOException {
    send(
        exchange,
        status,
        """
        <?xml version="1.0"?>
        <ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error>\
        <Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>\
        <RequestId>r</RequestId></ErrorResponse>\
        """
            .formatted(code, reason));
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? text(found.toMatchResult(), 1) : "";
  }

  private static String text(MatchResult found, int group) {
    return found.group(group).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
