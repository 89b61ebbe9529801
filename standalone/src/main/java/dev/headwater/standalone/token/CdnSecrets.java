package dev.headwater.standalone.token;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * What a CDN has to keep secret. Immutable.
 *
 * @param hop what it shows to the origin
 * @param purge what purges are known by
 * @param keys of tokens, 64 hexadecimal digits each, by their names
 */
public record CdnSecrets(
    Optional<String> hop, Optional<String> purge, SequencedMap<String, String> keys) {
  /** What stands in a header field, and needs no escape in JSON or VCL. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~+/=-]{32,256}");

  /** A file's one line. Fails with CommandFailure where it is no secret. */
  public static Optional<String> read(Optional<Path> file) {
    return file.map(CdnSecrets::read);
  }

  private static String read(Path file) {
    try {
      String secret = Files.readString(file).strip();
      if (!SECRET.matcher(secret).matches()) {
        throw new CommandFailure(
            file + ": no secret (expected: one line of 32 to 256 letters, digits and ._~+/=-)");
      }
      return secret;
    } catch (NoSuchFileException e) {
      throw new CommandFailure(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new CommandFailure(file + ": can't be read: " + e.getMessage(), e);
    }
  }

  /** The file {@code nginx.json}. */
  public String nginx() {
    JsonObject json = new JsonObject();
    hop.ifPresent(secret -> json.put("hop", secret));
    purge.ifPresent(secret -> json.put("purge", secret));
    JsonObject secrets = new JsonObject();
    keys.forEach(secrets::put);
    return json.put("keys", secrets).encodePrettily() + "\n";
  }

  /** The file {@code secrets.vcl}. */
  public String varnish() {
    StringBuilder vcl = new StringBuilder();
    vcl.append("sub headwater_hop {\n");
    hop.ifPresent(secret -> vcl.append(variable("hop", secret)));
    vcl.append("}\n\nsub headwater_token_keys {\n");
    keys.forEach((kid, secret) ->
        vcl.append("  if (var.get(\"kid\") == \"" + kid + "\") {\n  ")
            .append(variable("key", secret))
            .append("  }\n"));
    vcl.append("}\n\nsub headwater_purger {\n");
    purge.ifPresent(secret -> vcl.append(variable("purger", secret)));
    return vcl.append("}\n").toString();
  }

  private static String variable(String name, String value) {
    return "  var.set(\"" + name + "\", \"" + value + "\");\n";
  }

  @Override
  public String toString() {
    return "CdnSecrets[" + keys.keySet() + "]";
  }
}
