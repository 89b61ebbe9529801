package dev.headwater.edge.redis;

import dev.headwater.engines.EngineCache;
import dev.headwater.engines.FreePort;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real Redis that tests kill, pause and start again on the same port. */
public final class RedisProcess implements AutoCloseable {
  private static final int MEBIBYTES = 64;
  private static final Pattern PROCESS_ID = Pattern.compile("process_id:(\\d+)");

  private final RedisProfile profile;
  private final Path folder;
  private final int port;
  private @Nullable RedisEngine engine;
  private long pid;

  /** Starts one with further lines of configuration. */
  public RedisProcess(Path folder, String... lines) {
    List<String> all = new ArrayList<>(RedisProfile.cache(MEBIBYTES).lines());
    all.addAll(List.of(lines));
    this.profile = new RedisProfile("trouble", all);
    this.folder = folder;
    this.port = FreePort.choose();
    start();
  }

  /** Starts it where it was; it keeps what its configuration says. */
  public void start() {
    engine = RedisEngine.start(profile, folder, EngineCache.ofUser(), port);
    Matcher id = PROCESS_ID.matcher(command("INFO server"));
    if (!id.find()) {
      throw new AssertionError("Redis does not tell its process id");
    }
    pid = Long.parseLong(id.group(1));
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** As a crash does; returns when it is gone. */
  public void kill() {
    signal("KILL");
    Objects.requireNonNull(engine).close();
    engine = null;
  }

  /** It keeps its connections, and the system goes on accepting some, but it says nothing. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
      if (status != 0) {
        throw new AssertionError("kill -" + name + " " + pid + ": " + status);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The answer to a command whose words have no blanks: the text, or the first line of another. */
  String command(String words) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
      InputStream input = new BufferedInputStream(socket.getInputStream());
      String line = line(input);
      return line.startsWith("$") && !line.equals("$-1")
          ? new String(
              input.readNBytes(Integer.parseInt(line.substring(1))), StandardCharsets.UTF_8)
          : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    if (engine != null) {
      resume();
      engine.close();
    }
  }
}
