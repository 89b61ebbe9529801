package dev.headwater.standalone.up;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.SecretFile;
import dev.headwater.standalone.CommandFailure;
import dev.headwater.standalone.process.Shutdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Does what {@code headwater up} says; ends with the process. */
public final class UpRun {
  private static final String ADMINISTRATOR = "admin@headwater.local";
  private static final int KEY_BYTES = 32;

  private final UpWish wish;
  private final DataFolder folder;
  private final Shutdown shutdown;
  private final StartLog log = new StartLog(System.out);

  private UpRun(UpWish wish, DataFolder folder, Shutdown shutdown) {
    this.wish = wish;
    this.folder = folder;
    this.shutdown = shutdown;
  }

  /** Returns only by an exception: the start has failed. */
  public static void run(UpWish wish) {
    DataFolder folder = DataFolder.open(wish.data());
    System.setProperty("headwater.log.file", folder.log().toString());
    System.setProperty("headwater.log.terminal", "WARN");
    Shutdown shutdown = Shutdown.install();
    try {
      DataLock lock = DataLock.take(folder);
      shutdown.later("the lock", lock::close);
      PortCheck.check(wish);
      new UpRun(wish, folder, shutdown).start();
    } finally {
      shutdown.started();
    }
    shutdown.await();
  }

  private void start() {
    log.line("Starting Headwater; data in " + folder.root());
    AdminPassword password = AdminPassword.choose(folder, System.getenv());
    OptionalInt rtmp = PortCheck.rtmp(wish);
    FfmpegPrograms ffmpeg = start(password, rtmp);
    shutdown.started();
    announce(password, rtmp);
    if (wish.demo()) {
      demo(ffmpeg, password);
    }
    log.line("Stop with Ctrl-C.");
  }

  private FfmpegPrograms start(AdminPassword password, OptionalInt rtmp) {
    try {
      ServerSettings.Keys keys =
          new ServerSettings.Keys(
              key(folder.playbackKey()),
              key(folder.nodeRoot()),
              key(folder.feedCopyKey()),
              key(folder.sealingKey()),
              SnapshotKeys.readOrCreate(folder));
      shutdown.later("the engines", () -> Engines.stop(folder));
      shutdown.goOn();
      Engines engines = Engines.start(folder, log);
      shutdown.goOn();
      ServerSettings settings = new ServerSettings(wish, folder, engines, password, keys, rtmp);
      new Servers(settings, shutdown, log).start();
      return engines.ffmpeg();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("the start has failed: " + e, e);
    }
  }

  private static String key(Path file) throws IOException {
    return SecretFile.readOrCreate(file, () -> SecretFile.randomHex(KEY_BYTES));
  }

  private void announce(AdminPassword password, OptionalInt rtmp) {
    log.line("Ready after " + log.elapsed() + ".");
    log.line("");
    log.line("  Console   " + wish.controlUrl());
    log.line("  Streams   " + wish.edgeUrl());
    log.line(
        rtmp.isPresent()
            ? "  Live      rtmp://localhost:" + rtmp.getAsInt() + "/live"
            : "  Live      no RTMP: port %d is taken (choose one with --rtmp-port)"
                .formatted(UpWish.RTMP_PORT));
    log.line("  Log in    " + ADMINISTRATOR + ", password " + password.shown());
    log.line("  Log file  " + folder.log());
    log.line("  Publish   headwater publish FILE --name NAME --url " + wish.controlUrl());
    log.line("");
  }

  /** A system without its demo is still a system. */
  private void demo(FfmpegPrograms ffmpeg, AdminPassword password) {
    if (password.value().isEmpty()) {
      log.line(
          "No demo: the administrator's password isn't known here (set HEADWATER_ADMIN_PASSWORD).");
      return;
    }
    try {
      log.line("Publishing the demo clip...");
      Demo demo = new Demo(wish.controlUrl(), folder, shutdown);
      log.line("  Demo      " + demo.publish(ffmpeg, ADMINISTRATOR, password.value().get()));
      log.line("");
    } catch (CommandFailure e) {
      if (!shutdown.begun()) {
        log.line("No demo: " + e.getMessage());
      }
    }
  }
}
