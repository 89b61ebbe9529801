package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.engines.FreePort;
import dev.headwater.engines.testing.OptionalProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The real program with a rendered file, and a viewer before it. */
final class CdnUnderTest implements AutoCloseable {
  /** Bounds what takes a moment on a machine under load. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Where Debian's packages, and others, put Varnish's modules. */
  private static final List<Path> VARNISH_MODULES =
      Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu", "")
          .map(system -> Path.of("/usr/lib", system, "varnish/vmods"))
          .toList();

  private static final String NGINX =
      """
      daemon off;
      pid nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        include headwater.conf;
      }
      """;

  private final Process process;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Started, and listening. */
  CdnUnderTest(Cdn cdn, CachePolicy policy, String origin, Path folder) throws IOException {
    port = FreePort.choose();
    Site site =
        new Site(
            origin, port, folder.resolve("kept").toString(), folder.resolve("secrets").toString());
    RenderedConfiguration rendered = cdn.render(policy, site);
    Path file = folder.resolve("headwater.conf");
    Files.writeString(file, rendered.text());
    for (RenderedFile example : rendered.files().subList(1, rendered.files().size())) {
      secret(folder, example.name(), example.text());
    }
    process =
        new ProcessBuilder(command(cdn, folder, file))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    await(() -> !process.isAlive() || accepts(port), "listens");
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(folder.resolve("log")));
    }
  }

  /** Puts a file into the folder of secrets, unless there is one. */
  static void secret(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve("secrets").resolve(name);
    Files.createDirectories(file.getParent());
    if (Files.notExists(file)) {
      Files.writeString(file, text);
    }
  }

  private List<String> command(Cdn cdn, Path folder, Path file) throws IOException {
    return switch (cdn) {
      case NGINX -> nginx(folder);
      case VARNISH -> varnish(folder, file);
    };
  }

  private List<String> varnish(Path folder, Path file) {
    for (String module : List.of("libvmod_digest.so", "libvmod_var.so", "libvmod_xkey.so")) {
      OptionalProgram.requireModule(module, VARNISH_MODULES);
    }
    return List.of(
        OptionalProgram.require("varnishd").toString(),
        "-F",
        "-a",
        "127.0.0.1:" + port,
        "-f",
        file.toString(),
        "-n",
        folder.resolve("kept").toString(),
        "-s",
        "malloc,32m",
        "-j",
        "none");
  }

  private static List<String> nginx(Path folder) throws IOException {
    String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
    Path main = Files.writeString(folder.resolve("nginx.conf"), user + NGINX);
    return List.of(
        OptionalProgram.require("nginx").toString(),
        "-p",
        folder.toString(),
        "-c",
        main.toString(),
        "-e",
        folder.resolve("log").toString());
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Asks with these fields, name and value in turn. */
  HttpResponse<String> get(String path, String... fields) {
    return ask(path, fields).join();
  }

  /** The same, without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> ask(String path, String... fields) {
    return send("GET", path, fields);
  }

  /** The same with another method. */
  CompletableFuture<HttpResponse<String>> send(String method, String path, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody())
            .timeout(LIMIT);
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    await(() -> !process.isAlive(), "ends");
  }
}
