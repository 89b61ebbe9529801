package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.standalone.client.KeptUploads.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptUploadsTest {
  private static final Kept KEPT = new Kept("t1", "u1");

  @TempDir Path folder;

  private KeptUploads uploads() {
    return KeptUploads.ofUser(Map.of("XDG_STATE_HOME", folder.toString()), "/nowhere");
  }

  @Test
  void anUploadIsKeptUntilItIsForgotten() {
    uploads().keep("a", KEPT);
    uploads().keep("b", new Kept("t2", "u2"));
    assertThat(uploads().find("a")).contains(KEPT);
    uploads().forget("a");
    assertThat(uploads().find("a")).isEmpty();
    assertThat(uploads().find("b")).isPresent();
    assertThat(folder.resolve("headwater/uploads.json")).exists();
  }

  @Test
  void withoutASettingItIsInTheHomeFolder() {
    assertThat(KeptUploads.ofUser(Map.of(), "/home/me").file())
        .contains(Path.of("/home/me/.local/state/headwater/uploads.json"));
  }

  @Test
  void aBrokenFileIsAsGoodAsNone() throws IOException {
    Path file = folder.resolve("headwater/uploads.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{");
    assertThat(uploads().find("a")).isEmpty();
    uploads().keep("a", KEPT);
    assertThat(uploads().find("a")).contains(KEPT);
  }

  @Test
  void theOldestOfTooManyAreForgotten() {
    for (int i = 0; i < 203; i++) {
      uploads().keep("k" + i, KEPT);
    }
    assertThat(uploads().find("k202")).isPresent();
    assertThat(uploads().find("k0")).isEqualTo(Optional.empty());
  }
}
