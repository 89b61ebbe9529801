package dev.headwater.engines.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with njs, as a test starts it: everything in one folder. */
public final class NginxProgram {
  /** Where Debian puts modules, and where nginx.org does. */
  private static final List<Path> MODULES =
      List.of(Path.of("/usr/lib/nginx/modules"), Path.of("/etc/nginx/modules"));

  private NginxProgram() {}

  /**
   * What starts it.
   *
   * @param http what its block of that name has
   */
  public static List<String> command(Path folder, String http) throws IOException {
    Path main = Files.writeString(folder.resolve("nginx.conf"), main(http));
    return List.of(
        OptionalProgram.require("nginx").toString(),
        "-p",
        folder.toString(),
        "-c",
        main.toString(),
        "-e",
        folder.resolve("log").toString());
  }

  private static String main(String http) {
    return """
    %s
    load_module %s;
    daemon off;
    pid nginx.pid;
    events {
      worker_connections 8192;
    }
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      %s
    }
    """
        .formatted(
            System.getProperty("user.name").equals("root") ? "user root;" : "",
            OptionalProgram.requireModule("ngx_http_js_module.so", MODULES),
            http);
  }
}
