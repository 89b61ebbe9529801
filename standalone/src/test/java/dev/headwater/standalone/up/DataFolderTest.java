package dev.headwater.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.snapshot.Opening;
import dev.headwater.platform.snapshot.PackedPages;
import dev.headwater.platform.snapshot.SnapshotOpener;
import dev.headwater.platform.snapshot.SnapshotSeal;
import dev.headwater.standalone.CommandFailure;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temporary;

  @Test
  void aNewFolderIsClosedToOthers() throws Exception {
    DataFolder folder = DataFolder.open(temporary.resolve("a/b"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
        .isEqualTo("rwx------");
  }

  @Test
  void aFileInItsPlaceIsAnError() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aSecondProgramIsKeptOffWhileTheFirstHoldsTheFolder() {
    DataFolder folder = DataFolder.open(temporary.resolve("data"));
    DataLock first = DataLock.take(folder);
    assertThatThrownBy(() -> DataLock.take(folder))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(
            "in use by another Headwater, process " + ProcessHandle.current().pid());
    first.close();
    DataLock.take(folder).close();
  }

  @Test
  void keysOfSnapshotsAreMadeOnceAndFitTogether() throws Exception {
    DataFolder folder = DataFolder.open(temporary.resolve("data"));
    SnapshotKeys made = SnapshotKeys.readOrCreate(folder);
    assertThat(SnapshotKeys.readOrCreate(folder)).isEqualTo(made);
    assertThat(made.toString()).doesNotContain(made.signing(), made.secret());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.snapshotSigningKey())))
        .isEqualTo("rw-------");
    Secret secret = new Secret(made.secret());
    FeedPage page = new FeedPage("h", 0, 0, false, List.of());
    byte[] file =
        new SnapshotSeal(new Secret(made.signing()), secret)
            .seal(Instant.now(), List.of(PackedPages.pack(page)));
    assertThat(new SnapshotOpener(List.of(made.verifying()), List.of(secret)).open(file))
        .isInstanceOf(Opening.Opened.class);
  }

  @Test
  void aPasswordIsMadeOnceAndShown() {
    DataFolder folder = DataFolder.open(temporary.resolve("data"));
    AdminPassword made = AdminPassword.choose(folder, Map.of());
    assertThat(AdminPassword.choose(folder, Map.of())).isEqualTo(made);
    assertThat(made.shown()).isEqualTo(made.value().orElseThrow());
    assertThat(made.toString()).doesNotContain(made.value().orElseThrow());
  }

  @Test
  void aPasswordThatMayHaveBeenChangedSinceIsNotShown() throws Exception {
    DataFolder folder = DataFolder.open(temporary.resolve("data"));
    String made = AdminPassword.choose(folder, Map.of()).value().orElseThrow();
    Files.createDirectories(folder.postgres().resolve("cluster"));
    AdminPassword later = AdminPassword.choose(folder, Map.of());
    assertThat(later.value()).contains(made);
    assertThat(later.shown()).doesNotContain(made).contains("admin-password", "changed");
  }

  @Test
  void aGivenPasswordReplacesTheMadeOneAndIsNotShown() {
    DataFolder folder = DataFolder.open(temporary.resolve("data"));
    AdminPassword.choose(folder, Map.of());
    AdminPassword given = AdminPassword.choose(folder, Map.of("HEADWATER_ADMIN_PASSWORD", "given"));
    assertThat(given.value()).contains("given");
    assertThat(given.shown()).isEqualTo("that of HEADWATER_ADMIN_PASSWORD");
    assertThat(folder.adminPassword()).doesNotExist();
  }

  @Test
  void withoutAGivenPasswordAUsedFolderKeepsTheOneItHas() throws Exception {
    DataFolder folder = DataFolder.open(temporary.resolve("data"));
    Files.createDirectories(folder.postgres().resolve("cluster"));
    assertThat(AdminPassword.choose(folder, Map.of()).value()).isEmpty();
    assertThat(folder.adminPassword()).doesNotExist();
  }

  @Test
  void aTakenPortIsNamedWithTheOptionThatChangesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () -> PortCheck.check(new UpWish(temporary, port, port, OptionalInt.empty(), false)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("port " + port + " of the control plane is taken")
          .hasMessageContaining("--control-port");
    }
  }

  @Test
  void twoServersCannotWantOnePort() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(
            () -> PortCheck.check(new UpWish(temporary, port, port, OptionalInt.empty(), false)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("port " + port + " of the data plane is taken");
  }
}
