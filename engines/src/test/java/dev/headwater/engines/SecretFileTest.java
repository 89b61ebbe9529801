package dev.headwater.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path folder;

  @Test
  void aSecretIsMadeOnceAndKept() throws Exception {
    Path file = folder.resolve("secret");
    String secret = SecretFile.readOrCreate(file, () -> SecretFile.randomHex(16));
    assertThat(secret).matches("[0-9a-f]{32}");
    assertThat(SecretFile.readOrCreate(file, () -> SecretFile.randomHex(16))).isEqualTo(secret);
  }

  @Test
  void onlyTheOwnerReadsIt() throws Exception {
    Path file = folder.resolve("secret");
    SecretFile.write(file, "s");
    SecretFile.write(file, "replaced");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).isEqualTo("replaced\n");
  }
}
