package dev.headwater.standalone.up;

import dev.headwater.standalone.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Everything that one installation keeps: what lies where. Immutable. */
record DataFolder(Path root) {

  /** Makes the folder, closed to others, if there is none. */
  static DataFolder open(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Path parent = path.toAbsolutePath().normalize().getParent();
        Files.createDirectories(parent == null ? path : parent);
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return new DataFolder(path.toRealPath()).withFolders();
    } catch (IOException e) {
      throw new CommandFailure("cannot keep data in " + path + ": " + e, e);
    }
  }

  private DataFolder withFolders() throws IOException {
    Files.createDirectories(store());
    Files.createDirectories(work());
    Files.createDirectories(root.resolve("secrets"));
    return this;
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path redisCache() {
    return root.resolve("redis-cache");
  }

  Path redisState() {
    return root.resolve("redis-state");
  }

  /** Sources and packages. */
  Path store() {
    return root.resolve("store");
  }

  /** What the packaging is working on; may be deleted while nothing runs. */
  Path work() {
    return root.resolve("work");
  }

  /** What people would have been mailed. */
  Path mail() {
    return root.resolve("mail");
  }

  Path log() {
    return root.resolve("headwater.log");
  }

  Path lock() {
    return root.resolve("lock");
  }

  /** The generated password of the first administrator; the command line reads it too. */
  Path adminPassword() {
    return root.resolve("admin-password");
  }

  /** What keys of playback tokens are derived from. */
  Path playbackKey() {
    return root.resolve("secrets").resolve("playback-key");
  }

  /** What node tokens are made from. */
  Path nodeRoot() {
    return root.resolve("secrets").resolve("node-root");
  }

  /** What keys are sealed with. */
  Path sealingKey() {
    return root.resolve("secrets").resolve("sealing-key");
  }

  /** What the data plane's copy of the feed is encrypted by. */
  Path feedCopyKey() {
    return root.resolve("secrets").resolve("feed-copy-key");
  }

  /** What snapshots of the feed are signed with. */
  Path snapshotSigningKey() {
    return root.resolve("secrets").resolve("snapshot-signing-key");
  }

  /** What their signatures are checked with. */
  Path snapshotVerifyingKey() {
    return root.resolve("secrets").resolve("snapshot-verifying-key");
  }

  /** What they are encrypted by. */
  Path snapshotSecret() {
    return root.resolve("secrets").resolve("snapshot-secret");
  }

  /** What the data plane was told. */
  Path feed() {
    return root.resolve("feed");
  }

  /** The id of the title that {@code --demo} has published. */
  Path demoTitle() {
    return root.resolve("demo-title");
  }

  /** Whether anything was ever started here. */
  boolean used() {
    return Files.isDirectory(postgres().resolve("cluster"));
  }
}
