package dev.headwater.standalone.layer;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cdnconfig.Cdn;
import dev.headwater.cdnconfig.RenderedFile;
import dev.headwater.cdnconfig.Site;
import dev.headwater.engines.testing.ListeningProcess;
import dev.headwater.engines.testing.NginxProgram;
import dev.headwater.engines.testing.VarnishProgram;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A cache between viewers and nodes: a program with what a policy is rendered to for it. Confined
 * to one thread.
 *
 * @param folder for what the program keeps
 * @param port for viewers
 */
public record RenderedLayer(Cdn program, Path folder, int port) {
  /** What no policy tells it. */
  public record Known(String hop, String purge, Map<String, String> keys) {
    /** Tokens are checked behind it, and nothing can be purged. */
    public static final Known NOTHING = new Known("", "", Map.of());
  }

  /** In nginx's file, where a second origin is to be named. */
  private static final String SECOND = "# a second origin: server HOST:PORT backup;";

  /**
   * Started, and listening.
   *
   * @param origin host and port
   */
  public ListeningProcess start(CachePolicy policy, String origin, Known known) throws IOException {
    return start(policy, origin, known, text -> text);
  }

  /** nginx before two origins: the second is asked where the first fails or says 503. */
  public ListeningProcess start(CachePolicy policy, String first, String second)
      throws IOException {
    return start(
        policy,
        first,
        Known.NOTHING,
        text -> text.replace(SECOND, "server " + second + " backup;"));
  }

  private ListeningProcess start(
      CachePolicy policy, String origin, Known known, UnaryOperator<String> changed)
      throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Site site = new Site(origin, port, folder.resolve("kept").toString(), secrets.toString());
    List<RenderedFile> files = program.render(policy, site).files();
    for (RenderedFile file : files) {
      Files.writeString(folder.resolve(file.name()), changed.apply(file.text()));
    }
    Path main = folder.resolve(files.getFirst().name());
    return new ListeningProcess(command(main, secrets, known), port, folder.resolve("log"));
  }

  private List<String> command(Path main, Path secrets, Known known) throws IOException {
    return switch (program) {
      case NGINX -> {
        Files.createDirectories(folder.resolve("kept-purged"));
        Files.writeString(secrets.resolve("nginx.json"), nginx(known));
        yield NginxProgram.command(folder, "include " + main.getFileName() + ";");
      }
      case VARNISH -> {
        Files.writeString(secrets.resolve("secrets.vcl"), varnish(known));
        yield VarnishProgram.command(folder.resolve("kept"), main, port);
      }
      case CLOUDFRONT, HEADWATER -> throw new IllegalArgumentException("not started here");
    };
  }

  private static String nginx(Known known) {
    return new JsonObject()
        .put("hop", known.hop)
        .put("purge", known.purge)
        .put("keys", new JsonObject(Map.copyOf(known.keys)))
        .encode();
  }

  private static String varnish(Known known) {
    StringBuilder keys = new StringBuilder();
    known.keys.forEach((kid, secret) ->
        keys.append(
            "if (var.get(\"kid\") == \"%s\") { var.set(\"key\", \"%s\"); }\n"
                .formatted(kid, secret)));
    return """
    sub headwater_hop {
      var.set("hop", "%s");
    }
    sub headwater_token_keys {
      %s
    }
    sub headwater_purger {
      var.set("purger", "%s");
    }
    """
        .formatted(known.hop, keys, known.purge);
  }
}
