package dev.headwater.cdnconfig;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * An origin as ours is, with titles and channels called closed that need a token or a hop, with
 * ranges, gzip and fields for pages. What it has can be changed, and held back. Thread-safe.
 */
final class MediaOrigin implements AutoCloseable {
  /** What the hop proves itself with. */
  static final String HOP = "0123456789abcdef0123456789abcdef";

  /** Of a segment: three slices, of which the last isn't full. */
  static final int SEGMENT_BYTES = 5 << 20;

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile String version = "1";
  private volatile String vary = "Accept-Encoding";
  private volatile CountDownLatch open = new CountDownLatch(0);

  /** A request, with its fields. */
  record Asked(String method, String uri, Headers fields) {
    boolean isOfHop() {
      return HOP.equals(fields.getFirst("Headwater-Hop"));
    }
  }

  MediaOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests so far whose target has that in it. */
  List<Asked> asked(String part) {
    return asked.stream().filter(one -> one.uri().contains(part)).toList();
  }

  /** From now on all there is is another one. */
  void publish(String other) {
    version = other;
  }

  /** From now on what is text says that it differs by these fields. */
  void vary(String fields) {
    vary = fields;
  }

  /** From now on answers wait, with what they are made of now. */
  CountDownLatch hold() {
    CountDownLatch latch = new CountDownLatch(1);
    open = latch;
    return latch;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Asked one =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders());
    String made = version;
    asked.add(one);
    await(open);
    try (exchange) {
      Headers fields = exchange.getResponseHeaders();
      fields.add("Access-Control-Allow-Origin", "*");
      if (one.method().equals("OPTIONS")) {
        fields.add("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        exchange.sendResponseHeaders(204, -1);
      } else if (isClosed(one) && !one.isOfHop() && !showsToken(one)) {
        fields.add("Cache-Control", "no-store");
        exchange.sendResponseHeaders(403, -1);
      } else {
        cached(one, fields);
        send(exchange, one, made, vary);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isClosed(Asked one) {
    return one.uri().contains("/closed/") || one.uri().startsWith("/keys/");
  }

  private static boolean showsToken(Asked one) {
    return one.fields().getFirst("Cookie") != null || one.uri().startsWith("/t/");
  }

  private static void cached(Asked one, Headers fields) {
    boolean live = one.uri().startsWith("/live/");
    String seconds = one.uri().contains("/moving/") ? "0" : "3600";
    if (one.uri().startsWith("/keys/") || (isClosed(one) && !one.isOfHop())) {
      fields.add("Cache-Control", "private, max-age=300, no-store");
      fields.add("CDN-Cache-Control", "no-store");
    } else if (isClosed(one)) {
      fields.add("Cache-Control", "private, max-age=" + (live ? 0 : 300));
      fields.add("CDN-Cache-Control", "max-age=" + seconds);
      fields.add("Headwater-Access", "token");
    } else {
      fields.add("Cache-Control", "public, max-age=" + (live ? seconds : "300"));
      fields.add("CDN-Cache-Control", "max-age=3600");
    }
  }

  private static void send(HttpExchange exchange, Asked one, String version, String vary)
      throws IOException {
    Headers fields = exchange.getResponseHeaders();
    fields.add("ETag", '"' + version + '"');
    if (one.uri().endsWith(".m4s")) {
      fields.add("Accept-Ranges", "bytes");
      part(exchange, one, segment(version));
      return;
    }
    fields.add("Vary", vary);
    byte[] text = (one.uri() + " version " + version).getBytes(StandardCharsets.UTF_8);
    if (takesGzip(one)) {
      fields.add("Content-Encoding", "gzip");
    }
    send(exchange, one, 200, takesGzip(one) ? zipped(text) : text);
  }

  private static void part(HttpExchange exchange, Asked one, byte[] whole) throws IOException {
    Matcher range = RANGE.matcher(String.valueOf(one.fields().getFirst("Range")));
    if (!range.matches()) {
      send(exchange, one, 200, whole);
      return;
    }
    int first = Integer.parseInt(range.group(1));
    int end = range.group(2).isEmpty() ? whole.length : Integer.parseInt(range.group(2)) + 1;
    if (first >= whole.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    byte[] part = Arrays.copyOfRange(whole, first, Math.min(end, whole.length));
    exchange
        .getResponseHeaders()
        .add(
            "Content-Range",
            "bytes %d-%d/%d".formatted(first, first + part.length - 1, whole.length));
    send(exchange, one, 206, part);
  }

  private static void send(HttpExchange exchange, Asked one, int status, byte[] body)
      throws IOException {
    if (one.method().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", "" + body.length);
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static boolean takesGzip(Asked one) {
    return String.valueOf(one.fields().getFirst("Accept-Encoding")).contains("gzip");
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }

  /** Each byte tells where it stands, and of which version it is. */
  static byte[] segment(String version) {
    byte[] bytes = new byte[SEGMENT_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + (i / 1000 + version.hashCode()) % 26);
    }
    return bytes;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
