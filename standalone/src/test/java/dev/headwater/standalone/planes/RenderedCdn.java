package dev.headwater.standalone.planes;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.cdnconfig.Cdn;
import dev.headwater.cdnconfig.RenderedFile;
import dev.headwater.cdnconfig.Site;
import dev.headwater.engines.testing.OptionalProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real CDN program before a node, with the file that is rendered for it. */
final class RenderedCdn implements AutoCloseable {
  static final String PURGE_SECRET = "fedcba9876543210fedcba9876543210";

  private static final String VARNISH_SECRETS =
      """
      sub headwater_hop {}
      sub headwater_token_keys {}
      sub headwater_purger {
        var.set("purger", "%s");
      }
      """
          .formatted(PURGE_SECRET);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Where Debian puts modules of nginx, and where nginx.org does. */
  private static final List<Path> NGINX_MODULES =
      List.of(Path.of("/usr/lib/nginx/modules"), Path.of("/etc/nginx/modules"));

  /** Where Debian puts those of Varnish, and where others do. */
  private static final List<Path> VARNISH_MODULES =
      Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu", "")
          .map(system -> Path.of("/usr/lib", system, "varnish/vmods"))
          .toList();

  private final int port;
  private final Process process;

  /** Started, and listening. */
  RenderedCdn(Cdn cdn, int port, int node, Path folder) throws IOException {
    this.port = port;
    Path own = Files.createDirectories(folder.resolve(cdn.name()));
    Path secrets = Files.createDirectories(own.resolve("secrets"));
    Files.writeString(secrets.resolve("purge"), PURGE_SECRET + "\n"); // as nginx has it
    Files.writeString(secrets.resolve("secrets.vcl"), VARNISH_SECRETS);
    Files.createDirectories(own.resolve("kept-purged"));
    Site site =
        new Site("127.0.0.1:" + node, port, own.resolve("kept").toString(), secrets.toString());
    List<RenderedFile> files = cdn.render(PolicyReader.shipped(), site).files();
    for (RenderedFile one : files) {
      Files.writeString(own.resolve(one.name()), one.text());
    }
    Path log = own.resolve("log");
    process =
        new ProcessBuilder(command(cdn, own, own.resolve(files.getFirst().name())))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    Planes.until(cdn + " listens or ends", () -> !process.isAlive() || accepts());
    if (!process.isAlive()) {
      throw new AssertionError(cdn + " ended: " + Files.readString(log));
    }
  }

  private List<String> command(Cdn cdn, Path own, Path file) throws IOException {
    return cdn == Cdn.NGINX ? nginx(own, file) : varnish(own, file);
  }

  private static List<String> nginx(Path own, Path file) throws IOException {
    Path main =
        Files.writeString(
            own.resolve("nginx.conf"),
            """
            %s
            load_module %s;
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
              include %s;
            }
            """
                .formatted(
                    System.getProperty("user.name").equals("root") ? "user root;" : "",
                    OptionalProgram.requireModule("ngx_http_js_module.so", NGINX_MODULES),
                    file));
    return List.of(
        OptionalProgram.require("nginx").toString(),
        "-p",
        own.toString(),
        "-c",
        main.toString(),
        "-e",
        own.resolve("log").toString());
  }

  private List<String> varnish(Path own, Path file) {
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
        own.resolve("kept").toString(),
        "-s",
        "malloc,32m",
        "-j",
        "none");
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    Planes.until("the CDN ends", () -> !process.isAlive());
  }
}
