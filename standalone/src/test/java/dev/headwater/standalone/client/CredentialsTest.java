package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.standalone.CommandFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final URI LOCAL = URI.create("http://localhost:8080");
  private static final URI REMOTE = URI.create("https://video.example");
  private static final Map<String, String> NAMED =
      Map.of("HEADWATER_EMAIL", "a@example.org", "HEADWATER_PASSWORD", "secret");

  @TempDir Path folder;

  @Test
  void theEnvironmentComesFirst() {
    keep(LOCAL);
    assertThat(session(NAMED, LOCAL)).isInstanceOf(PasswordSession.class);
  }

  @Test
  void thenTheSessionThatALoginKept() throws Exception {
    keep(LOCAL);
    Files.writeString(folder.resolve("admin-password"), "secret");
    assertThat(session(Map.of(), LOCAL)).isInstanceOf(KeptSession.class);
  }

  @Test
  void thenTheAdministratorOfTheSystemOnThisMachine() throws Exception {
    Files.writeString(folder.resolve("admin-password"), "secret");
    assertThat(session(Map.of(), LOCAL)).isInstanceOf(PasswordSession.class);
  }

  @Test
  void theLocalPasswordIsNeverSentElsewhere() throws Exception {
    Files.writeString(folder.resolve("admin-password"), "secret");
    assertThatThrownBy(() -> session(Map.of(), REMOTE)).hasMessageContaining("not logged in");
  }

  @Test
  void halfALoginIsAnError() {
    assertThatThrownBy(() -> session(Map.of("HEADWATER_EMAIL", "a@example.org"), LOCAL))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("HEADWATER_PASSWORD");
  }

  private void keep(URI system) {
    Tokens tokens = new Tokens("a@example.org", "access", "refresh", Instant.now());
    logins().change(system, _ -> Optional.of(tokens));
  }

  private KeptLogins logins() {
    return new KeptLogins(folder.resolve("login.json"));
  }

  private Session session(Map<String, String> environment, URI system) {
    try (Api api = new Api(system)) {
      return new Credentials(environment, logins(), folder).session(api);
    }
  }
}
