package dev.headwater.control.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.testing.TestCatalog;
import io.vertx.core.Context;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CdnPurgeTableIT {
  private final Vertx vertx = Vertx.vertx();
  private TestCatalog catalog;
  private CdnPurgeTable table;

  @BeforeEach
  void open() {
    catalog = TestCatalog.open(vertx);
    table = new CdnPurgeTable(catalog.database());
  }

  @AfterEach
  void close() {
    catalog.close();
    vertx.close().await();
  }

  private <T> T get(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Context context = ((VertxInternal) vertx).createContext(ThreadingModel.VIRTUAL_THREAD);
    context.runOnContext(_ -> {
      try {
        done.complete(work.call());
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    return done.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** A statement has a limit of time. */
  private static final int AT_ONCE = 100;

  /** Purges of so many paths each, the even ones hard. */
  private void purges(int count, int items) {
    for (int from = 1; from <= count; from += AT_ONCE) {
      catalog.query(
          """
          insert into purges (id, sequence, person_id, mode, items, body)
          select 'u' || n, n, 'p1', mode, $3::int, jsonb_build_object('id', 'u' || n, 'mode', mode,
            'paths', (select jsonb_agg('/vod/t' || n || '/e/' || i) from generate_series(1, $3::int) i))
          from (select n, case when n % 2 = 0 then 'hard' else 'soft' end as mode
                from generate_series($1::int, $2::int) n) numbered\
          """,
          from, Math.min(count, from + AT_ONCE - 1), items);
    }
    catalog.query(
        """
        insert into cdn_purges (purge_id, cdn, level, passes, repeat_millis)
        select id, 'a', 1, 1, 0 from purges\
        """);
  }

  private Optional<String> done(Turn turn) {
    return get(() -> catalog.database().transaction(one -> table.done(one, turn)));
  }

  @Test
  void aMillionItemsAreTakenALittleAtATime() {
    purges(1000, 1000);
    List<Turn> turns = get(() -> table.take("a"));
    assertThat(turns).isNotEmpty().hasSizeLessThanOrEqualTo(3);
    assertThat(turns.stream().mapToInt(turn -> turn.purge().items()).sum())
        .isLessThanOrEqualTo(3000);
  }

  @Test
  void smallOnesAreTakenTogetherEachOnceAndNeverOfTwoModes() {
    purges(250, 1);
    List<String> taken = new ArrayList<>();
    List<Turn> turns;
    do {
      turns = get(() -> table.take("a"));
      assertThat(turns).hasSizeLessThanOrEqualTo(100);
      assertThat(turns.stream().map(turn -> turn.purge().mode()).distinct().count())
          .isLessThanOrEqualTo(1);
      turns.forEach(turn -> taken.add(turn.purgeId()));
    } while (!turns.isEmpty());
    assertThat(taken).hasSize(250).doesNotHaveDuplicates();
  }

  @Test
  void whoeverLostTheLeaseChangesNothing() {
    purges(1, 1);
    Turn lost = get(() -> table.take("a")).getFirst();
    assertThat(get(() -> table.take("a"))).isEmpty();
    catalog.query("update cdn_purges set lease_until = now() - interval '1 second'");
    Turn held = get(() -> table.take("a")).getFirst();
    assertThat(done(lost)).isEmpty();
    assertThat(done(held)).contains("applied");
  }

  /** Of what is told with others, some is done before the rest: its next time has come before. */
  @Test
  void whatIsDoneIsNotHeldOnTo() {
    purges(2, 1);
    catalog.query("update cdn_purges set passes = 2");
    catalog.query("update purges set mode = 'hard'");
    List<Turn> turns = get(() -> table.take("a"));
    assertThat(turns).hasSize(2);
    assertThat(done(turns.getFirst())).contains("pending");
    get(() -> {
      table.renew("a", turns);
      return true;
    });
    assertThat(get(() -> table.take("a")))
        .singleElement()
        .satisfies(turn -> assertThat(turn.purgeId()).isEqualTo(turns.getFirst().purgeId()));
  }

  /** Told the last time half a second after a node had applied it, of the second that it needs. */
  @Test
  void whatANodeGaveShortlyBeforeTheLastTimeMayStillHaveBeenOnItsWay() {
    purges(2, 1);
    catalog.query(
        """
        update purges set nodes = jsonb_build_array(jsonb_build_object('node', 'n',
          'appliedAt', now() - case id when 'u1' then 500 else 2000 end * interval '1 millisecond'))\
        """);
    catalog.query(
        """
        update cdn_purges set passes = 2, passes_done = 2, repeat_millis = 1000, state = 'applied',
          taken_at = now(), applied_at = now()\
        """);
    get(() -> {
      table.settle();
      return true;
    });
    assertThat(catalog.query("select purge_id from cdn_purges where state = 'pending'"))
        .singleElement()
        .satisfies(row -> assertThat(row.getString(0)).isEqualTo("u1"));
  }

  @Test
  void aCdnThatIsInNoSettingsAnyMoreIsGivenUp() {
    purges(2, 1);
    catalog.query(
        "update cdn_purges set run_after = now() - interval '11 minutes' where purge_id = 'u1'");
    get(() -> {
      table.giveUp(List.of("b"));
      return true;
    });
    assertThat(catalog.query("select purge_id from cdn_purges where state = 'failed'"))
        .singleElement()
        .satisfies(row -> assertThat(row.getString(0)).isEqualTo("u1"));
  }

  @Test
  void pausesGrowUpToABound() {
    assertThat(Teller.pauseAfter(1)).hasSeconds(1);
    assertThat(Teller.pauseAfter(4)).hasSeconds(8);
    assertThat(Teller.pauseAfter(1000)).hasMinutes(5);
  }
}
