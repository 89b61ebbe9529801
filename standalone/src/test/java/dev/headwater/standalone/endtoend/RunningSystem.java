package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A system that {@code headwater up} has started, until it is stopped, killed or closed. */
final class RunningSystem implements AutoCloseable {
  /** Bounds the first start on a machine under load, engines unpacked. */
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Installation installation;
  private final Process process;
  private final ControlPlane controlPlane;

  private RunningSystem(Installation installation, Process process) {
    this.installation = installation;
    this.process = process;
    this.controlPlane = new ControlPlane(installation.console());
  }

  static RunningSystem start(Installation installation, List<String> options) {
    RunningSystem system = new RunningSystem(installation, process(installation, options));
    Runtime.getRuntime().addShutdownHook(new Thread(system.process::destroy));
    try {
      system.awaitReady();
      return system;
    } catch (AssertionError e) {
      system.kill();
      throw new AssertionError(e.getMessage() + "\n" + installation.said(), e);
    }
  }

  private static Process process(Installation installation, List<String> options) {
    List<String> arguments = new ArrayList<>(installation.up());
    arguments.addAll(options);
    try {
      return HeadwaterProgram.command(environment(), arguments)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(installation.log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the hold-back that a bench wants, if it wants one. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HEADWATER_ADMIN_PASSWORD", Installation.PASSWORD);
    environment.put("HEADWATER_ACCOUNTS_PASSWORDS_MEMORY", "64KiB"); // many log in
    String holdBack = System.getProperty("headwater.part-hold-back");
    if (holdBack != null) {
      environment.put("HEADWATER_LIVE_PART_HOLD_BACK", holdBack);
    }
    return environment;
  }

  private void awaitReady() {
    Await.that(
        "a log-in",
        START_LIMIT,
        () -> {
          assertThat(process.isAlive()).as("the program runs").isTrue();
          return controlPlane.accepts();
        });
  }

  Installation installation() {
    return installation;
  }

  ControlPlane controlPlane() {
    return controlPlane;
  }

  /** Publishes by the command line and returns what it says of the title. */
  JsonObject publish(Path file, String name, String visibility) {
    ProgramRun result =
        command("publish", file.toString(), "--name", name, "--visibility", visibility, "--json");
    assertThat(result.status()).as("%s%s", result.output(), result.errors()).isZero();
    return new JsonObject(result.output()).getJsonArray("titles").getJsonObject(0);
  }

  /** Runs a command against this system as its administrator. */
  ProgramRun command(String... arguments) {
    return HeadwaterProgram.run(
        Map.of(
            "HEADWATER_URL",
            installation.console().toString(),
            "HEADWATER_EMAIL",
            Installation.EMAIL,
            "HEADWATER_PASSWORD",
            Installation.PASSWORD),
        List.of(arguments));
  }

  /** Presses Ctrl-C and waits for the end. */
  void interrupt() {
    Signals.interrupt(process.pid());
    assertThat(ends()).as("ends within %s of an interrupt", STOP_LIMIT).isTrue();
  }

  /** Ends the program alone, without a word; its engines live on. */
  void killProgram() {
    process.destroyForcibly();
    assertThat(ends()).isTrue();
  }

  /** Ends everything at once, engines and encoders included, without a word to any of them. */
  void kill() {
    process.destroyForcibly();
    Await.that(
        "nothing left of " + installation.data(),
        STOP_LIMIT,
        () -> {
          DataProcesses.naming(installation.data()).forEach(ProcessHandle::destroyForcibly);
          return DataProcesses.naming(installation.data()).isEmpty();
        });
  }

  @Override
  public void close() {
    process.destroy();
    if (!ends()) {
      throw new AssertionError("did not stop within " + STOP_LIMIT + "\n" + installation.said());
    }
  }

  private boolean ends() {
    try {
      boolean ended = process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        kill();
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
