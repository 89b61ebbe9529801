package dev.headwater.standalone.up;

import dev.headwater.engines.SecretFile;
import dev.headwater.standalone.CommandFailure;
import dev.headwater.standalone.process.Shutdown;

/** Does what {@code headwater up} says; ends with the process. */
public final class UpRun {
  private static final int PLAYBACK_KEY_BYTES = 32;

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
    } catch (RuntimeException e) {
      shutdown.started();
      throw e;
    }
    shutdown.await();
  }

  private void start() {
    log.line("Starting Headwater; data in " + folder.root());
    AdminPassword password = AdminPassword.choose(folder, System.getenv());
    try {
      String playbackKey =
          SecretFile.readOrCreate(
              folder.playbackKey(), () -> SecretFile.randomHex(PLAYBACK_KEY_BYTES));
      shutdown.later("the engines", () -> Engines.stop(folder));
      Engines engines = Engines.start(folder, log);
      new Servers(wish, folder, shutdown).start(engines, playbackKey, log);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("the start has failed: " + e, e);
    }
    shutdown.started();
    announce(password);
  }

  private void announce(AdminPassword password) {
    String console = "http://localhost:" + wish.controlPort();
    log.line("Ready after " + log.elapsed() + ".");
    log.line("");
    log.line("  Console   " + console);
    log.line("  Streams   http://localhost:" + wish.edgePort());
    log.line("  Log in    admin@headwater.local, password " + password.shown());
    log.line("  Log file  " + folder.log());
    log.line("");
    log.line("Stop with Ctrl-C.");
  }
}
