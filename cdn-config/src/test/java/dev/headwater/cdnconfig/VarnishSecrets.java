package dev.headwater.cdnconfig;

import dev.headwater.platform.token.TokenKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of secrets that an operator writes after the example. */
final class VarnishSecrets {
  static final String PURGER = "purge-secret-of-32-characters---";

  private VarnishSecrets() {}

  /** The example as it was rendered, without any, unless they were written before. */
  static void example(Path folder, RenderedFile example) throws IOException {
    Path file = file(folder);
    if (Files.notExists(file)) {
      Files.writeString(file, example.text());
    }
  }

  /** All of them, into a folder for {@link CdnUnderTest}. */
  static void write(Path folder, TokenKey... keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (TokenKey key : keys) {
      lines.append(
          "if (var.get(\"kid\") == \"%s\") { var.set(\"key\", \"%s\"); }\n"
              .formatted(key.kid(), key.secret().value()));
    }
    Files.writeString(
        file(folder),
        """
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
            .formatted(HopOrigin.SECRET, lines, PURGER));
  }

  private static Path file(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve("secrets")).resolve("secrets.vcl");
  }
}
