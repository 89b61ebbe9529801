package dev.headwater.cdnconfig;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of nginx's secrets, as an operator writes it. */
final class Secrets {
  /** What purges are proven with. */
  static final String PURGE = "fedcba9876543210fedcba9876543210";

  private Secrets() {}

  /** Into the folder that {@link CdnUnderTest} has them in. */
  static void write(Path folder) throws IOException {
    write(
        folder,
        new JsonObject()
            .put("hop", MediaOrigin.HOP)
            .put("purge", PURGE)
            .put(
                "keys",
                new JsonObject()
                    .put(SignedToken.KEY.getString("kid"), SignedToken.KEY.getString("secret")))
            .encode());
  }

  /** The same, whatever it is. */
  static void write(Path folder, String text) throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("nginx.json"), text);
  }

  /** Where there are no others. */
  static void writeNone(Path folder) throws IOException {
    if (Files.notExists(folder.resolve("secrets/nginx.json"))) {
      write(folder, "{}");
    }
  }
}
