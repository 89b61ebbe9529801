package dev.headwater.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.headwater.platform.secret.SecretServer.Answer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that speaks the reading of Vault's key-value engine, version 2. */
class VaultSecretsIT {
  private static final String TOKEN = "hvs.good";

  @TempDir Path folder;
  private final Map<String, JsonObject> kept = new ConcurrentHashMap<>();
  private final SecretServer server = SecretServer.start(this::vault);

  /** The documents of the engine's API: {@code GET /v1/MOUNT/data/PATH}. */
  private Answer vault(HttpExchange request, String body) {
    JsonObject secret = kept.get(request.getRequestURI().getPath());
    if (!TOKEN.equals(request.getRequestHeaders().getFirst("X-Vault-Token"))) {
      return new Answer(403, "{\"errors\":[\"permission denied\"]}");
    }
    return !request.getRequestMethod().equals("GET") || secret == null
        ? new Answer(404, "{\"errors\":[]}")
        : new Answer(
            200,
            new JsonObject()
                .put(
                    "data",
                    new JsonObject()
                        .put("data", secret)
                        .put("metadata", new JsonObject().put("version", 1)))
                .encode());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "secret/headwater/database#password, /v1/secret/data/headwater/database",
    "secret/database#password, /v1/secret/data/database",
    "team/kv/data/database#password, /v1/team/kv/data/database"
  })
  void aSecretIsReadByThePathThatItsCommandLineTakes(String name, String address) {
    kept.put(address, new JsonObject().put("user", "u").put("password", "s3cret"));
    assertThat(vault(Map.of("VAULT_TOKEN", TOKEN)).read(name)).isEqualTo("s3cret");
  }

  @Test
  void theTokenMayLieInAFileThatAnAgentRenews() throws Exception {
    kept.put("/v1/secret/data/a", new JsonObject().put("k", "v"));
    Path file = Files.writeString(folder.resolve("token"), "hvs.old\n");
    VaultSecrets vault = vault(Map.of("VAULT_TOKEN_FILE", file.toString()));
    assertFails(vault, "secret/a#k", "Vault refuses the token (403)");
    Files.writeString(file, TOKEN + "\n");
    assertThat(vault.read("secret/a#k")).isEqualTo("v");
  }

  @Test
  void whatIsNotThereIsNamed() {
    kept.put("/v1/secret/data/a", new JsonObject().put("k", "v").put("number", 1));
    VaultSecrets vault = vault(Map.of("VAULT_TOKEN", TOKEN));
    assertFails(vault, "secret/b#k", "no such secret in Vault (404)");
    assertFails(vault, "secret/a#other", "no text under that key in Vault");
    assertFails(vault, "secret/a#number", "no text under that key in Vault");
    assertFails(vault, "secret/a", "no key (expected: vault:PATH#KEY)");
    assertFails(vault(Map.of()), "secret/a#k", "VAULT_TOKEN, VAULT_TOKEN_FILE: not set");
  }

  @Test
  void aServerThatIsAwayIsAFailure() {
    VaultSecrets vault = vault(Map.of("VAULT_TOKEN", TOKEN));
    server.close();
    assertFails(vault, "secret/a#k", "the server can't be asked");
  }

  private VaultSecrets vault(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("VAULT_ADDR", URI.create(server.url() + "/").toString());
    return new VaultSecrets(environment, Duration.ofSeconds(1));
  }

  private static void assertFails(VaultSecrets vault, String name, String message) {
    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> vault.read(name))
        .withMessageContaining(message);
  }
}
