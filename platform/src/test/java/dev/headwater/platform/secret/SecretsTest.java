package dev.headwater.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.settings.SettingsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final long LIMIT_SECONDS = 10;

  record Login(
      @Setting(doc = "") String user,
      @Setting(doc = "") Secret password,
      @Setting(doc = "") Optional<Secret> other) {}

  @TempDir Path folder;
  private final Secrets secrets =
      new Secrets(
          Map.of(
              "file", new FileSecrets(LOOK),
              "env", new EnvironmentSecrets(Map.of("PASSWORD", "from the environment"))));

  @AfterEach
  void close() {
    secrets.close();
  }

  @Test
  void aLiteralValueIsTheSecretItself() {
    assertThat(secrets.read("s3cret").value()).isEqualTo("s3cret");
    assertThat(secrets.read("fil:e").value()).isEqualTo("fil:e");
  }

  @Test
  void aFileIsReadWithoutItsLastLineBreak() throws Exception {
    assertThat(secrets.read(file("a b \n")).value()).isEqualTo("a b ");
    assertThat(secrets.read(file("a\n\n")).value()).isEqualTo("a\n");
  }

  @Test
  void onlyASecretIsReadAsAReference() throws Exception {
    Login login =
        bind(Map.of("user", "env:PASSWORD", "password", "env:PASSWORD", "other", file("o")));
    assertThat(login.user()).isEqualTo("env:PASSWORD");
    assertThat(login.password().value()).isEqualTo("from the environment");
    assertThat(login.other().map(Secret::value)).contains("o");
  }

  @Test
  void whatCannotBeReadIsNamedByItsKeyAndItsPlace() {
    String absent = "file:" + folder.resolve("absent");
    assertThatThrownBy(() -> bind(Map.of("user", "u", "password", absent, "other", "env:ABSENT")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("password: " + absent + ": no such file")
        .hasMessageContaining("other: env:ABSENT: no such variable in the environment");
  }

  @Test
  void anEmptyOrHugeFileIsAMistake() throws Exception {
    assertThatThrownBy(() -> secrets.read(file("\n"))).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> secrets.read(file("x".repeat(65_537))))
        .hasMessageContaining("larger than 65536 bytes")
        .hasMessageNotContaining("xx");
  }

  @Test
  void whoFollowsASecretIsToldOfItsReplacement() throws Exception {
    Path file = Files.writeString(folder.resolve("rotated"), "old");
    Secret secret = secrets.read("file:" + file);
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    secret.follow(() -> told.add(secret.value()));
    secrets.follow();
    Files.writeString(file, "new");
    assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("new");
    assertThat(secret.value()).isEqualTo("new");
  }

  @Test
  void aSecretThatIsAwayForAWhileKeepsItsValue() throws Exception {
    Path file = Files.writeString(folder.resolve("away"), "old");
    Secret secret = secrets.read("file:" + file);
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    secret.follow(() -> {
      throw new IllegalStateException("who follows fails, and keeps nobody from being told");
    });
    secret.follow(() -> told.add(secret.value()));
    secrets.follow();
    Files.delete(file);
    assertThat(told.poll(5 * LOOK.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    assertThat(secret.value()).isEqualTo("old");
    for (String newer : List.of("new", "newer")) {
      Files.writeString(folder.resolve("next"), newer);
      Files.move(folder.resolve("next"), file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(newer);
    }
  }

  private String file(String content) throws Exception {
    return "file:" + Files.writeString(Files.createTempFile(folder, "secret", ""), content);
  }

  private Login bind(Map<String, String> values) {
    return Settings.bind(Login.class, List.of(SettingsSource.of("test", values)), secrets);
  }
}
