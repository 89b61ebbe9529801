package dev.headwater.control.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.testing.TestCatalog;
import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.feed.Revocation;
import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.settings.DataSize;
import io.vertx.core.Context;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedLogIT {
  private static final int WRITERS = 8;
  private static final int LINES_EACH = 40;

  private final Vertx vertx = Vertx.vertx();
  private TestCatalog catalog;
  private FeedLog log;

  @BeforeEach
  void open() {
    catalog = TestCatalog.open(vertx);
    log = new FeedLog(catalog.database());
  }

  @AfterEach
  void close() {
    catalog.close();
    vertx.close().await();
  }

  private static FeedChange purge(String tag) {
    return new Purge("u1", Purge.Mode.HARD, List.of(tag), List.of(), List.of());
  }

  private static FeedSettings settings(int mebibytes) {
    return new FeedSettings(
        Duration.ofDays(1),
        DataSize.ofMebibytes(mebibytes),
        new SnapshotSettings(
            Optional.empty(), Optional.empty(), Duration.ofSeconds(2), DataSize.ofMebibytes(16)));
  }

  private <T> CompletableFuture<T> onVirtualThread(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Context context = ((VertxInternal) vertx).createContext(ThreadingModel.VIRTUAL_THREAD);
    context.runOnContext(_ -> {
      try {
        done.complete(work.call());
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  private <T> T get(Callable<T> work) {
    return onVirtualThread(work).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private long append(FeedChange... changes) {
    return get(() ->
        catalog.database().transaction(transaction -> log.append(transaction, List.of(changes))));
  }

  private List<Long> sequences(long after) {
    return get(() -> log.after(after)).entries().stream().map(FeedEntry::sequence).toList();
  }

  /**
   * A reader that goes on from the last line that it saw would miss any line that appears below:
   * while writers race, and some of them give up, whatever is seen once is all that there is up to
   * there.
   */
  @Test
  void sequenceOrderIsCommitOrderWithoutGapsUnderConcurrentWriters() {
    AtomicBoolean writing = new AtomicBoolean(true);
    ConcurrentSkipListSet<Long> given = new ConcurrentSkipListSet<>();
    CompletableFuture<List<Long>> read =
        onVirtualThread(() -> {
          List<Long> seen = new ArrayList<>();
          boolean last = false;
          while (!last) {
            last = !writing.get();
            for (FeedEntry line : log.after(seen.isEmpty() ? 0 : seen.getLast()).entries()) {
              seen.add(line.sequence());
            }
          }
          return seen;
        });
    List<CompletableFuture<Void>> writers =
        Collections.nCopies(WRITERS, 0).stream().map(_ -> writer(given)).toList();
    writers.forEach(writer -> writer.orTimeout(60, TimeUnit.SECONDS).join());
    writing.set(false);
    List<Long> seen = read.orTimeout(30, TimeUnit.SECONDS).join();
    long count = seen.size();
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
    assertThat(given).hasSize((int) count).containsAll(seen);
  }

  private CompletableFuture<Void> writer(ConcurrentSkipListSet<Long> given) {
    return onVirtualThread(() -> {
      for (int n = 0; n < LINES_EACH; n++) {
        boolean givesUp = n % 5 == 4;
        try {
          long first =
              catalog
                  .database()
                  .transaction(transaction -> {
                    catalog.database().query(transaction, "select pg_sleep(random() * 0.003)");
                    long at = log.append(transaction, List.of(purge("a"), purge("b")));
                    catalog.database().query(transaction, "select pg_sleep(random() * 0.002)");
                    if (givesUp) {
                      throw new IllegalStateException("given up");
                    }
                    return at;
                  });
          given.add(first);
          given.add(first + 1);
        } catch (IllegalStateException _) {
          // rolled back: its numbers are the next one's
        }
      }
      return null;
    });
  }

  @Test
  void linesComeBackAsTheyWereWritten() {
    FeedChange unknown = new FeedChange.Unknown("weather", new JsonObject().put("rain", true));
    append(purge("title-x"), unknown);
    assertThat(get(() -> log.after(0)).entries())
        .containsExactly(new FeedEntry(1, purge("title-x")), new FeedEntry(2, unknown));
  }

  @Test
  void oldNewsIsDroppedAndTheFloorSaysSo() {
    append(purge("a"), purge("b"));
    catalog.query("update feed set created_at = now() - interval '2 days'");
    append(purge("c"));
    get(() -> {
      log.trim(settings(64));
      return true;
    });
    FeedPage page = get(() -> log.after(0));
    assertThat(page.floor()).isEqualTo(2);
    assertThat(sequences(0)).containsExactly(3L);
  }

  @Test
  void tooMuchNewsIsDroppedOldestFirst() {
    String large = "x".repeat(1_500_000);
    append(purge("a" + large));
    append(purge("b" + large));
    append(purge("c" + large));
    get(() -> {
      log.trim(settings(4));
      return true;
    });
    assertThat(sequences(0)).containsExactly(2L);
    assertThat(sequences(2)).containsExactly(3L);
  }

  @Test
  void aPageIsCutWhereItGetsLarge() {
    String large = "x".repeat(700_000);
    append(purge("a" + large), purge("b" + large), purge("c" + large));
    assertThat(sequences(0)).containsExactly(1L, 2L);
    assertThat(sequences(2)).containsExactly(3L);
  }

  /** For snapshots. */
  @Test
  void whatIsLeftUpToTheFloorIsOnOnePage() {
    append(
        IntStream.range(0, 1500)
            .mapToObj(n -> new TokenKeyChange("k" + n, TokenKeyChange.State.NEXT, "sealed"))
            .toArray(FeedChange[]::new));
    catalog.query("update feed set created_at = now() - interval '2 days'");
    append(purge("a"));
    get(() -> {
      log.trim(settings(64));
      return true;
    });
    FeedPage page = get(() -> log.wordsAfter(0));
    assertThat(page.floor()).isEqualTo(1500);
    assertThat(page.entries()).hasSize(1501);
    assertThat(sequences(1500)).containsExactly(1501L);
  }

  private FeedPage page(FeedTail tail, String history, long after, boolean beginning) {
    return get(() -> tail.page(new FeedTail.Place(history, after, beginning), Duration.ZERO));
  }

  /** A node goes on from the last line, or from the page's floor where that is higher. */
  @Test
  void whoBeginsIsToldAllWordsHoweverManyAreLeftBelowTheFloor() {
    int revoked = 2_500;
    append(
        IntStream.range(0, revoked)
            .mapToObj(i ->
                new Revocation(
                    Revocation.What.SESSION, "s" + i, Instant.now(), Instant.now().plusSeconds(60)))
            .toArray(FeedChange[]::new));
    append(purge("a"));
    catalog.query("update feed set created_at = now() - interval '2 days'");
    get(() -> {
      log.trim(settings(64));
      return true;
    });
    List<Long> told = new ArrayList<>();
    FeedPage page;
    long reached = 0;
    do {
      long after = reached;
      page = get(() -> log.after(after));
      page.entries().forEach(line -> told.add(line.sequence()));
      long end = page.entries().isEmpty() ? after : page.entries().getLast().sequence();
      reached = Math.max(end, page.floor());
    } while (reached < page.last());
    assertThat(told).isEqualTo(LongStream.rangeClosed(1, revoked).boxed().toList());
    assertThat(reached).isEqualTo(revoked + 1);
  }

  @Test
  void whoIsOfAnotherHistoryOrTooFarBehindBeginsAnew() {
    append(purge("a"), purge("b"), purge("c"));
    catalog.query("update feed set created_at = now() - interval '2 days' where sequence <= 2");
    get(() -> {
      log.trim(settings(64));
      return true;
    });
    Context context = ((VertxInternal) vertx).createContext(ThreadingModel.VIRTUAL_THREAD);
    FeedTail tail = FeedTail.start(context, catalog.database(), settings(64));
    try {
      String history = page(tail, "", 3, false).history();
      assertThat(page(tail, history, 2, false).restart()).isFalse();
      assertThat(page(tail, history, 0, true).restart()).isFalse();
      assertThat(page(tail, history, 1, false).restart()).isTrue();
      assertThat(page(tail, history, 1, true).restart()).isFalse();
      assertThat(page(tail, history, 4, false).restart()).isTrue();
      assertThat(page(tail, "another", 3, false).restart()).isTrue();
    } finally {
      tail.close().await();
    }
  }
}
