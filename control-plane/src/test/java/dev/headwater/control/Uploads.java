package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.ApiClient.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The calls of tus 1.0.0, as one person makes them. */
record Uploads(ApiClient api) {
  static final int MIB = 1 << 20;

  private static final String PATH = "/api/v1/uploads";
  private static final String BYTES = "application/offset+octet-stream";

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static void await(BooleanSupplier fact, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!fact.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  String newTitle() {
    return api.post("titles", new JsonObject().put("name", "Upload").put("visibility", "private"))
        .json()
        .getString("id");
  }

  Answer create(String title, long length, String... headers) {
    return create(title, length, new byte[0], headers);
  }

  /** With the first bytes, where there are some. */
  Answer create(String title, long length, byte[] first, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Upload-Length", Long.toString(length)));
    all.addAll(
        List.of(
            "Upload-Metadata",
            "titleId %s,filename %s".formatted(base64(title), base64("film.mp4"))));
    if (first.length > 0) {
      all.addAll(List.of("Content-Type", BYTES));
    }
    return send("POST", PATH, first, all);
  }

  /** The id of a new upload. */
  String begin(String title, long length) {
    Answer answer = create(title, length);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    return id(answer);
  }

  static String id(Answer created) {
    return created.header("Location").replace(PATH + "/", "");
  }

  Answer head(String id) {
    return send("HEAD", PATH + "/" + id, new byte[0], List.of());
  }

  long offset(String id) {
    Answer answer = head(id);
    assertThat(answer.status()).isEqualTo(200);
    return Long.parseLong(answer.header("Upload-Offset"));
  }

  Answer patch(String id, long offset, byte[] bytes, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Upload-Offset", Long.toString(offset), "Content-Type", BYTES));
    return send("PATCH", PATH + "/" + id, bytes, all);
  }

  /** Expects that all of it is taken. */
  void add(String id, byte[] whole, int from, int to) {
    Answer answer = patch(id, from, Arrays.copyOfRange(whole, from, to));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(204);
    assertThat(answer.header("Upload-Offset")).isEqualTo(Integer.toString(to));
  }

  Answer delete(String id) {
    return send("DELETE", PATH + "/" + id, new byte[0], List.of());
  }

  private Answer send(String method, String path, byte[] bytes, List<String> headers) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of("Tus-Resumable", "1.0.0"));
    return api.send(method, path, BodyPublishers.ofByteArray(bytes), all.toArray(String[]::new));
  }

  /** A PATCH that declares so many bytes, and has sent none of them yet. */
  Socket open(String id, long offset, long declared, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("PATCH %s/%s HTTP/1.1\r\n".formatted(PATH, id));
    head.append("Host: localhost\r\nAuthorization: Bearer ").append(api.token()).append("\r\n");
    head.append("Tus-Resumable: 1.0.0\r\nContent-Type: ").append(BYTES).append("\r\n");
    head.append("Upload-Offset: ").append(offset).append("\r\n");
    head.append("Content-Length: ").append(declared).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    socket
        .getOutputStream()
        .write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The head of an answer, up to the empty line. */
  static String readHead(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the connection ended after '%s'", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }
}
