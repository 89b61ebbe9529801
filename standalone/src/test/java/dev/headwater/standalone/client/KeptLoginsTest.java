package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.standalone.CommandFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLoginsTest {
  private static final URI HERE = URI.create("http://localhost:8080");
  private static final URI THERE = URI.create("https://video.example");
  private static final Tokens TOKENS =
      new Tokens("a@example.org", "access", "refresh", Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path folder;

  @Test
  void aLoginIsKeptForItsSystemOnly() {
    KeptLogins logins = logins();
    logins.change(HERE, _ -> Optional.of(TOKENS));
    assertThat(logins.find(HERE)).contains(TOKENS);
    assertThat(logins.find(THERE)).isEmpty();
  }

  @Test
  void aSecondSystemDoesNotDisplaceTheFirst() {
    KeptLogins logins = logins();
    logins.change(HERE, _ -> Optional.of(TOKENS));
    logins.change(THERE, _ -> Optional.of(TOKENS));
    logins.change(THERE, _ -> Optional.empty());
    assertThat(logins.find(HERE)).contains(TOKENS);
    assertThat(logins.find(THERE)).isEmpty();
  }

  @Test
  void onlyTheOwnerCanReadIt() throws Exception {
    KeptLogins logins = logins();
    logins.change(HERE, _ -> Optional.of(TOKENS));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logins.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    KeptLogins logins = logins();
    logins.change(HERE, _ -> Optional.of(TOKENS));
    Files.writeString(logins.file(), "{");
    assertThatThrownBy(() -> logins.find(HERE))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(logins.file().toString());
  }

  @Test
  void theFileIsInTheConfigurationFolder() {
    assertThat(KeptLogins.ofUser(Map.of(), "/home/a").file())
        .isEqualTo(Path.of("/home/a/.config/headwater/login.json"));
    assertThat(KeptLogins.ofUser(Map.of("XDG_CONFIG_HOME", "/etc/a"), "/home/a").file())
        .isEqualTo(Path.of("/etc/a/headwater/login.json"));
  }

  private KeptLogins logins() {
    return new KeptLogins(folder.resolve("headwater/login.json"));
  }
}
