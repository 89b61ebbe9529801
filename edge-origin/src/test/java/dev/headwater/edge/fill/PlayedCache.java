package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.http.caching.Heuristic;
import dev.headwater.edge.http.caching.TargetUri;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.rule.KindRule;
import dev.headwater.edge.rule.UpstreamRule;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.platform.settings.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A cache on an event loop of its own, its source, its clients and its clock. */
final class PlayedCache implements AutoCloseable {
  /** The smallest that a tier can have. */
  static final DataSize MEMORY = DataSize.ofMebibytes(8);

  static final DataSize WHOLE = DataSize.ofMebibytes(1);
  static final DataSize SLICE = new DataSize(64 * 1024);
  private static final int MAX_FILLS = 64;
  private static final CachingRule UPSTREAM =
      new UpstreamRule(TargetedFields.USUAL, Heuristic.TYPICAL);

  final TestLoop loop = new TestLoop();
  final PlayedSource source = new PlayedSource(loop);
  final AtomicLong now = new AtomicLong(1_700_000_000_000L);
  final AtomicLong lag = new AtomicLong();
  final PurgeTable purges = PurgeTable.create();
  final MemoryTier memory = new MemoryTier(MEMORY, purges, now::get);
  final CacheParts.Shared shared = CacheParts.Shared.create(purges);
  private CachingRule rule;
  private Optional<Classification> what = Optional.empty();
  private final ResponseCache cache;
  private final List<Visit> visits = new ArrayList<>();

  PlayedCache() {
    this(UPSTREAM);
  }

  PlayedCache(CachingRule rule) {
    this.rule = rule;
    this.cache =
        loop.call(() ->
            new CacheParts(
                    loop.vertx,
                    memory,
                    Optional.empty(),
                    source,
                    shared,
                    new LoadShedder(shared.fills(), MAX_FILLS, lag::get),
                    new CacheParts.Sizes(WHOLE, SLICE),
                    now::get)
                .cache());
  }

  /** Requests from now on are for what a policy says this of. */
  void goBy(Classification said) {
    rule = new KindRule(said.policy(), TargetedFields.USUAL);
    what = Optional.of(said);
  }

  void later(Duration time) {
    now.addAndGet(time.toMillis());
  }

  Visit get(String target, String... fields) {
    return begin(request("GET", target, false, fields), null);
  }

  Visit send(String method, String target, String... fields) {
    return begin(request(method, target, false, fields), null);
  }

  Visit getFromTier(String target) {
    return begin(request("GET", target, true), null);
  }

  /** What a client with these fields will ask for next is fetched. */
  void prefetch(String target, String... fields) {
    CacheRequest current = request("GET", target + "/before", false, fields);
    loop.run(() -> cache.prefetch(current.forNext(target, target, rule, Optional.empty())));
    loop.settle();
  }

  /** A request with a range, and a client that reads that range of the answer. */
  Visit range(String target, long from, long bytes) {
    String range = "bytes=" + from + "-" + (from + bytes - 1);
    return begin(request("GET", target, false, "Range", range), new ByteSpan(from, bytes));
  }

  /** The answer to a GET, from the source. */
  Visit fetched(String target, int status, String content, String... responseFields) {
    Visit visit = get(target);
    source.next().answer(status, content, responseFields);
    assertThat(visit.content()).isEqualTo(content);
    return visit;
  }

  private Visit begin(CacheRequest request, @Nullable ByteSpan span) {
    Visit visit = Visit.begin(loop, cache, request, span);
    visits.add(visit);
    loop.settle();
    return visit;
  }

  private CacheRequest request(String method, String target, boolean fromTier, String... fields) {
    FieldList list = FieldList.of(fields);
    return new CacheRequest(
        target,
        new RequestHead(method, target, list),
        new TargetUri("http", "example.org", target),
        rule,
        what,
        () -> list,
        fromTier ? Asker.TIER : Asker.CLIENT,
        null,
        _ -> {});
  }

  /** Whatever happened: once all clients have gone, no fill runs and no memory is held. */
  @Override
  public void close() {
    visits.forEach(Visit::leaves);
    source.close();
    assertThat(shared.fills().count()).as("fills that still run").isZero();
    memory.close();
    assertThat(memory.allocatedBytes()).as("bytes that nobody holds").isZero();
    loop.close();
  }
}
