package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.snapshot.Opening.Opened;
import dev.headwater.platform.snapshot.SnapshotFile;
import dev.headwater.platform.snapshot.SnapshotOpener;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots as control planes write them to their store. */
class SnapshotWriterIT {
  /** RFC 8032, section 7.1, test 1. */
  private static final String PRIVATE_KEY =
      "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

  private static final String PUBLIC_KEY =
      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  private static final String SECRET = "0123456789abcdef".repeat(2);
  private static final SnapshotOpener OPENER =
      new SnapshotOpener(List.of(PUBLIC_KEY), List.of(new Secret(SECRET)));

  private final PostgresAddress database = SharedEngines.freshDatabase();

  private TestControlPlane start(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(others);
    settings.put("feed.snapshot.signing-key", PRIVATE_KEY);
    settings.put("feed.snapshot.secret", SECRET);
    settings.put("feed.snapshot.interval", "20ms");
    return TestControlPlane.start(database, settings);
  }

  private static Path file(TestControlPlane control) {
    return control.store().resolve(SnapshotFile.KEY);
  }

  private static Opened snapshot(Path file) {
    try {
      return (Opened) OPENER.open(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long end(Path file) {
    return Files.exists(file) ? snapshot(file).pages().getLast().last() : -1;
  }

  private static long purge(ApiClient admin, String tag) {
    JsonObject wish = new JsonObject().put("tags", new JsonArray().add(tag));
    return admin.post("purges", wish).json().getLong("sequence");
  }

  private static void until(String what, BooleanSupplier so) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still waiting: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  void whatTheFeedHasIsInTheSnapshotSoonAndNothingElseIsLeft() throws IOException {
    try (TestControlPlane control = start(Map.of())) {
      Path file = file(control);
      ApiClient admin = control.admin();
      for (int n = 0; n < 5; n++) {
        long sequence = purge(admin, "title-" + n);
        until("purge " + n + " is in it", () -> end(file) == sequence);
      }
      FeedPage fromStart = TestNode.of(control, "one").feed("", 0, 0);
      assertThat(snapshot(file).pages())
          .extracting(FeedPage::history)
          .containsOnly(fromStart.history());
      assertThat(snapshot(file).pages().stream().flatMap(page -> page.entries().stream()))
          .isEqualTo(fromStart.entries());
      try (var files = Files.list(file.getParent())) {
        assertThat(files).containsExactly(file);
      }
    }
  }

  @Test
  void oneThatHasNotChangedIsWrittenAnewNowAndThen() {
    try (TestControlPlane control = start(Map.of())) {
      Path file = file(control);
      until("there is one", () -> Files.exists(file));
      until(
          "it is noted",
          () ->
              control.query("select from feed_snapshot where written_at > '-infinity'").size() > 0);
      Instant first = snapshot(file).writtenAt();
      control.query("update feed_snapshot set written_at = now() - interval '61 seconds'");
      until("it is newer", () -> snapshot(file).writtenAt().isAfter(first));
    }
  }

  /** Both write into one store, whose file is looked at all the time. */
  @Test
  void severalInstancesNeverGoBackwards() {
    try (TestControlPlane one = start(Map.of());
        TestControlPlane two = start(Map.of("store.directory", one.store().toString()))) {
      Path file = file(one);
      until("there is one", () -> Files.exists(file));
      List<ApiClient> admins = List.of(one.admin(), two.admin());
      Thread purging =
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < 60; n++) {
                  purge(admins.get(n % 2), "title-" + n);
                }
              });
      Opened last = snapshot(file);
      long end = 0;
      while (purging.isAlive() || end(file) < 60) {
        Opened next = snapshot(file);
        FeedPage page = next.pages().getLast();
        assertThat(page.last()).isGreaterThanOrEqualTo(end);
        assertThat(next.writtenAt()).isAfterOrEqualTo(last.writtenAt());
        end = page.last();
        last = next;
        assertThat(Duration.between(last.writtenAt(), Instant.now()))
            .isLessThan(Duration.ofSeconds(30));
      }
      assertThat(
              last.pages().stream()
                  .flatMap(page -> page.entries().stream())
                  .map(FeedEntry::sequence))
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void nobodyWritesWhileAnotherHasTheLease() {
    try (TestControlPlane control = start(Map.of())) {
      Path file = file(control);
      until("there is one", () -> Files.exists(file));
      until(
          "it is noted",
          () ->
              control.query("select from feed_snapshot where writing_until = '-infinity'").size()
                  > 0);
      control.query("update feed_snapshot set writing_until = now() + interval '1 hour'");
      long before = end(file);
      long sequence = purge(control.admin(), "title-x");
      assertThat(sequence).isGreaterThan(before);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300)); // fifteen looks
      assertThat(end(file)).isEqualTo(before);
      control.query("update feed_snapshot set writing_until = now()");
      until("it goes on", () -> end(file) == sequence);
    }
  }

  @Test
  void aStoreThatFailsIsTriedAgain(@TempDir Path store) throws IOException {
    Path inTheWay = Files.createFile(store.resolve("feed"));
    try (TestControlPlane control = start(Map.of("store.directory", store.toString()))) {
      until("it has failed more than once", () -> failures(control) > 1);
      Files.delete(inTheWay);
      long sequence = purge(control.admin(), "title-x");
      until("it is written", () -> end(store.resolve(SnapshotFile.KEY)) == sequence);
    }
  }

  private static double failures(TestControlPlane control) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI metrics =
          URI.create("http://127.0.0.1:%d/metrics".formatted(control.server().adminPort()));
      return client
          .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("headwater_feed_snapshots_failed_total{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutKeysNoneIsWritten() {
    try (TestControlPlane control = TestControlPlane.start(database, Map.of())) {
      purge(control.admin(), "title-x");
      TestNode.of(control, "one").feed("", 0, 1);
      assertThat(control.query("select from feed_snapshot where sequence > 0")).isEmpty();
      assertThat(file(control)).doesNotExist();
    }
  }
}
