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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx with what the shipped policy is rendered to, before a node. Its secrets are files in {@code
 * secrets}, beside what it keeps.
 */
final class RenderedNginx implements AutoCloseable {
  /** Where Debian puts modules, and where nginx.org does. */
  private static final List<Path> MODULES =
      List.of(Path.of("/usr/lib/nginx/modules"), Path.of("/etc/nginx/modules"));

  private final int port;
  private final Process process;

  /** Started, and listening. */
  RenderedNginx(Path folder, int port, int node) throws IOException {
    this.port = port;
    Site site =
        new Site(
            "127.0.0.1:" + node,
            port,
            folder.resolve("kept").toString(),
            folder.resolve("secrets").toString());
    Files.createDirectories(folder.resolve("kept-purged"));
    for (RenderedFile file : Cdn.NGINX.render(PolicyReader.shipped(), site).files()) {
      Files.writeString(folder.resolve(file.name()), file.text());
    }
    Path main = Files.writeString(folder.resolve("nginx.conf"), main());
    Path log = folder.resolve("log");
    process =
        new ProcessBuilder(
                OptionalProgram.require("nginx").toString(),
                "-p",
                folder.toString(),
                "-c",
                main.toString(),
                "-e",
                log.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    Planes.until("nginx listens or ends", () -> !process.isAlive() || accepts());
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(log));
    }
  }

  private static String main() {
    return """
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
      include headwater.conf;
    }
    """
        .formatted(
            System.getProperty("user.name").equals("root") ? "user root;" : "",
            OptionalProgram.requireModule("ngx_http_js_module.so", MODULES));
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  URI of(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    process.destroy();
    Planes.until("nginx ends", () -> !process.isAlive());
  }
}
