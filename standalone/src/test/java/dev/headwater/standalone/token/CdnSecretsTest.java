package dev.headwater.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CdnSecretsTest {
  private static final String SECRET = "0123456789abcdef".repeat(2);
  private static final String KEY = "fedcba9876543210".repeat(4);

  @TempDir Path folder;

  @Test
  void nginxReadsThemAsJson() {
    assertThat(new JsonObject(secrets().nginx()))
        .isEqualTo(
            new JsonObject()
                .put("hop", SECRET)
                .put("purge", SECRET + "2")
                .put("keys", new JsonObject().put("cdn-1", KEY)));
  }

  @Test
  void varnishCompilesThem() {
    assertThat(secrets().varnish())
        .contains("sub headwater_hop {\n  var.set(\"hop\", \"" + SECRET + "\");\n}")
        .contains("if (var.get(\"kid\") == \"cdn-1\") {\n    var.set(\"key\", \"" + KEY + "\");")
        .contains("sub headwater_purger {\n  var.set(\"purger\", \"" + SECRET + "2\");");
  }

  @Test
  void whatIsNotGivenIsNotThere() {
    CdnSecrets keys =
        new CdnSecrets(Optional.empty(), Optional.empty(), new LinkedHashMap<>(Map.of("k", KEY)));
    assertThat(new JsonObject(keys.nginx()).fieldNames()).containsExactly("keys");
    assertThat(keys.varnish()).contains("sub headwater_hop {\n}", "sub headwater_purger {\n}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "0123456789abcdef0123456789abcdef\n2",
        "\"0123456789abcdef0123456789abcdef"
      })
  void whatIsNoSecretIsRefusedWithoutBeingShown(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), text);
    assertThatThrownBy(() -> CdnSecrets.read(Optional.of(file)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(file + ": no secret")
        .message()
        .doesNotContain("abcdef");
  }

  @Test
  void theyAreInNoLog() {
    assertThat(secrets().toString()).doesNotContain(SECRET, KEY);
  }

  private static CdnSecrets secrets() {
    return new CdnSecrets(
        Optional.of(SECRET), Optional.of(SECRET + "2"), new LinkedHashMap<>(Map.of("cdn-1", KEY)));
  }
}
