package dev.headwater.platform.secret;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in Vault's key-value engine, version 2: {@code PATH#KEY}, the path as Vault's own command
 * line writes it, such as {@code secret/headwater/database}; where the engine's mount has a slash
 * in its name, as its API does, with {@code /data/} after the mount. Thread-safe.
 *
 * <p>Vault is where {@code VAULT_ADDR} says; the token is {@code VAULT_TOKEN}, or what the file
 * {@code VAULT_TOKEN_FILE} holds at each call, so that an agent may renew it.
 */
final class VaultSecrets implements SecretStore {
  /** How often secrets are read again: as soon as operators expect it, and no load for Vault. */
  static final Duration USUAL_INTERVAL = Duration.ofMinutes(1);

  private final Map<String, String> environment;
  private final Duration interval;

  VaultSecrets(Map<String, String> environment, Duration interval) {
    this.environment = Map.copyOf(environment);
    this.interval = interval;
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.of(interval);
  }

  @Override
  public String read(String name) {
    int hash = name.lastIndexOf('#');
    if (hash < 1 || hash == name.length() - 1) {
      throw new SecretException("no key (expected: vault:PATH#KEY)");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(name.substring(0, hash))).header("X-Vault-Token", token());
    variable("VAULT_NAMESPACE")
        .ifPresent(namespace -> request.header("X-Vault-Namespace", namespace));
    return value(SecretHttp.send(request.GET()), name.substring(hash + 1));
  }

  private URI address(String path) {
    String server =
        variable("VAULT_ADDR")
            .orElseThrow(
                () -> new SecretException("VAULT_ADDR: not set (expected: https://HOST:PORT)"));
    try {
      URI uri = URI.create(server.replaceAll("/+$", "") + "/v1/" + apiPath(path));
      if (uri.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new SecretException(
          "VAULT_ADDR or path: no address (expected: https://HOST:PORT, and MOUNT/PATH)", e);
    }
  }

  private static String apiPath(String path) {
    String bare = path.replaceAll("^/+|/+$", "");
    return bare.contains("/data/") ? bare : bare.replaceFirst("/", "/data/");
  }

  private String token() {
    Optional<String> given = variable("VAULT_TOKEN");
    return given.isPresent() ? given.get() : tokenFile();
  }

  private String tokenFile() {
    String file =
        variable("VAULT_TOKEN_FILE")
            .orElseThrow(() ->
                new SecretException(
                    "VAULT_TOKEN, VAULT_TOKEN_FILE: not set (expected: one of them)"));
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new SecretException("VAULT_TOKEN_FILE: " + file + " can't be read", e);
    }
  }

  private static String value(SecretHttp.Answer answer, String key) {
    switch (answer.status()) {
      case 200 -> {
        if (answer.body().getValue("data") instanceof JsonObject version
            && version.getValue("data") instanceof JsonObject data
            && data.getValue(key) instanceof String text
            && !text.isEmpty()) {
          return text;
        }
        throw new SecretException("no text under that key in Vault");
      }
      case 403 -> throw new SecretException("Vault refuses the token (403)");
      case 404 -> throw new SecretException("no such secret in Vault (404)");
      default -> throw new SecretException("Vault answers " + answer.status());
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
