package dev.headwater.engines.testing;

import dev.headwater.engines.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real S3 API server on the loopback interface, S3Proxy, that keeps its objects in a folder and
 * answers signed requests only. It runs in a process of its own, so that it can be killed and
 * started again on its port. Needs {@code org.gaul:s3proxy} among the test dependencies. For one
 * thread.
 */
public final class S3ProxyEngine implements AutoCloseable {
  public static final String ACCESS_KEY = "test-access-key";
  public static final String SECRET_KEY = "test-secret-key-0123456789";

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final int LOOK_MILLIS = 20;

  private final Path folder;
  private final int port = FreePort.choose();
  private Process process;

  private S3ProxyEngine(Path folder) throws IOException {
    this.folder = folder;
    write("logback.xml", logging());
    write("s3proxy.conf", settings());
    this.process = launch();
  }

  /** Starts on a free port with these empty buckets; blocks until it answers. */
  public static S3ProxyEngine start(Path folder, String... buckets) {
    try {
      for (String bucket : buckets) {
        Path directory = Files.createDirectories(folder.resolve("buckets").resolve(bucket));
        // A folder that anybody may read is a public bucket.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
      return new S3ProxyEngine(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where the objects of a bucket lie, as files named by their keys. */
  public Path bucket(String name) {
    return folder.resolve("buckets").resolve(name);
  }

  /** Ends the server at once, as a crash does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Starts the killed server on the same port, over the same objects. */
  public void restart() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() throws IOException {
    Process launched =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                "-cp",
                classPath(),
                "org.gaul.s3proxy.Main",
                "--properties",
                folder.resolve("s3proxy.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("s3proxy.log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly, "s3proxy-stop"));
    awaitAnswer(launched);
    return launched;
  }

  /** This process's, and what the runner of the tests loads besides. */
  private static String classPath() {
    List<String> entries = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader runner) {
      Arrays.stream(runner.getURLs()).map(URL::getPath).forEach(entries::add);
    }
    return String.join(File.pathSeparator, entries);
  }

  private void awaitAnswer(Process launched) throws IOException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!accepts()) {
      if (exitedWithin(launched, LOOK_MILLIS) || System.nanoTime() - end > 0) {
        launched.destroyForcibly();
        throw new IOException(
            "S3Proxy did not start:\n" + Files.readString(folder.resolve("s3proxy.log")));
      }
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LOOK_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void awaitEnd() {
    if (!exitedWithin(process, STOP_LIMIT.toMillis())) {
      throw new IllegalStateException("S3Proxy, process " + process.pid() + ", does not end");
    }
  }

  private static boolean exitedWithin(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void write(String name, List<String> lines) throws IOException {
    Files.write(folder.resolve(name), lines);
  }

  private List<String> settings() {
    return List.of(
        "s3proxy.endpoint=" + endpoint(),
        "s3proxy.authorization=aws-v4",
        "s3proxy.identity=" + ACCESS_KEY,
        "s3proxy.credential=" + SECRET_KEY,
        "jclouds.provider=filesystem-nio2",
        "jclouds.identity=unused",
        "jclouds.credential=unused",
        "jclouds.filesystem.basedir=" + folder.resolve("buckets"));
  }

  private static List<String> logging() {
    return List.of(
        "<configuration>",
        "<appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\">",
        "<encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder></appender>",
        "<root level=\"WARN\"><appender-ref ref=\"out\"/></root>",
        "</configuration>");
  }
}
