package dev.headwater.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real Redis on the loopback interface that lives in one folder. A server that a killed program
 * left behind on the same folder is stopped before the start. Thread-safe.
 */
public final class RedisEngine implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String PROGRAM = "redis-server";
  private static final String RESOURCE = "redis-server-7.0.15-linux-amd64";

  /** Bounds the reading of a large append-only file. */
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);
  private static final int PING_TIMEOUT_MILLIS = 500;

  /** A chosen port may be taken by somebody else just before the server binds it. */
  private static final int START_ATTEMPTS = 3;

  private final EngineProcesses processes;
  private final int port;

  private RedisEngine(EngineProcesses processes, int port) {
    this.processes = processes;
    this.port = port;
  }

  /** Starts on a free port with the program in the user's cache folder. */
  public static RedisEngine start(RedisProfile profile, Path dataDir) {
    return start(profile, dataDir, EngineCache.ofUser());
  }

  /**
   * Starts on a free port; blocks until it answers. The program is unpacked below {@code cache}.
   */
  public static RedisEngine start(RedisProfile profile, Path dataDir, Path cache) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(profile, dataDir, cache, FreePort.choose());
      } catch (EngineException e) {
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Starts on {@code port}; blocks until it answers. */
  public static RedisEngine start(RedisProfile profile, Path dataDir, Path cache, int port) {
    try {
      Path home = Files.createDirectories(dataDir).toRealPath();
      Path program =
          UnpackedArtifact.folder(
                  cache,
                  "/" + RESOURCE,
                  (jar, folder) ->
                      UnpackedArtifact.copyProgram(jar, RESOURCE, folder.resolve(PROGRAM)))
              .resolve(PROGRAM);
      RedisEngine engine = new RedisEngine(new EngineProcesses(home, PROGRAM), port);
      engine.close(); // what an earlier run left behind
      engine.launch(program, Files.write(home.resolve("redis.conf"), lines(profile, home, port)));
      return engine;
    } catch (IOException e) {
      throw new EngineException("cannot start Redis in " + dataDir + ": " + e, e);
    }
  }

  private static List<String> lines(RedisProfile profile, Path home, int port) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bind " + HOST,
                "port " + port,
                "protected-mode yes",
                "dir \"" + home.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"",
                "daemonize no",
                "set-proc-title no", // the command line goes on naming the folder
                "databases 1",
                "save \"\""));
    lines.addAll(profile.lines());
    return lines;
  }

  private void launch(Path program, Path configuration) {
    Path home = processes.directory();
    List<String> command = List.of(program.toString(), configuration.toString());
    EngineLaunch launch = EngineLaunch.start(command, home, home.resolve("redis.log"));
    try {
      if (!launch.await(this::answersPing, START_LIMIT)) {
        throw new EngineException("Redis did not start on port " + port + ":\n" + launch.logTail());
      }
    } catch (EngineException e) {
      close();
      throw e;
    }
  }

  private boolean answersPing() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PING_TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PING_TIMEOUT_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes("+PONG".length());
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }

  public String host() {
    return HOST;
  }

  public int port() {
    return port;
  }

  /** For a client: {@code redis://host:port}. */
  public String url() {
    return "redis://" + HOST + ":" + port;
  }

  /** Stops the server, which first writes what its profile keeps. Leaves no process behind. */
  @Override
  public void close() {
    stop(processes, Signal.TERMINATE);
  }

  /** Ends the server at once, as a crash does. */
  public void kill() {
    stop(processes, Signal.KILL);
  }

  /** Stops whatever server lives in {@code dataDir}, whoever started it. */
  public static void stop(Path dataDir) {
    if (Files.isDirectory(dataDir)) {
      try {
        stop(new EngineProcesses(dataDir.toRealPath(), PROGRAM), Signal.TERMINATE);
      } catch (IOException e) {
        throw new EngineException("cannot stop Redis in " + dataDir + ": " + e, e);
      }
    }
  }

  private static void stop(EngineProcesses processes, Signal signal) {
    if (!processes.stop(STOP_PATIENCE, signal)) {
      throw new EngineException("cannot stop Redis: " + processes.running());
    }
  }
}
