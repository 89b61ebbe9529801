package dev.headwater.edge.cost;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.RequestDirectives;
import dev.headwater.edge.http.caching.Reuse;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.http.status.CacheStatus;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.request.KindRouter;
import dev.headwater.edge.request.KnownRoutes;
import dev.headwater.edge.request.Router;
import dev.headwater.edge.request.Routing;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pure steps of a hit, each by itself: key and policy, freshness, selection, header fields. In
 * edge-origin: {@code ../mvnw test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.openjdk.jmh.Main -Dexec.args="HitBenchmark -prof gc"}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HitBenchmark {
  private static final String PATH = "/vod/01jd2f7c9m/9f86d081884c7d65/v720/1042.m4s";
  private static final long NOW = 1_700_000_000_000L;
  private static final FieldList STORED =
      FieldList.of(
          "ETag", "\"10000-660d4d0d89da8\"",
          "Last-Modified", "Tue, 14 Nov 2023 22:13:20 GMT",
          "Date", "Tue, 14 Nov 2023 22:13:20 GMT",
          "Content-Type", "video/iso.segment");

  private final Router router = new KindRouter(PolicyReader.shipped(), TargetedFields.USUAL, false);
  private final Router known = new KnownRoutes(() -> router);
  private final StoredHead head = stored();
  private final Selection.Offer offer = new Selection.Offer(head, OptionalLong.of(65_536), false);
  private final RequestHead plain =
      new RequestHead("GET", PATH, FieldList.of("Host", "edge.example", "Accept", "*/*"));
  private final RequestHead conditional =
      new RequestHead("GET", PATH, FieldList.of("If-None-Match", "\"10000-660d4d0d89da8\""));
  private final FieldList asked = FieldList.of("Cache-Control", "max-age=60, max-stale=10");
  private final SentFields sent = SentFields.of(STORED);
  private final MultiMap encoded = encoded();

  private static StoredHead stored() {
    CachingTerms terms =
        CachingTerms.given(
            new ResponseHead(200, STORED),
            new Timing(NOW, NOW),
            Duration.ofDays(1),
            StaleTerms.FORBIDDEN);
    return StoredHead.of(200, STORED, terms, Vary.of(STORED).key(STORED, STORED), Generation.NONE);
  }

  private MultiMap encoded() {
    MultiMap fields = HttpHeaders.headers();
    sent.addTo(fields);
    return fields.copy(false);
  }

  /** Normalise and classify, as for a target that is new or belongs to one viewer. */
  @Benchmark
  public Routing routeOfNewTarget() {
    return router.route(PATH);
  }

  /** The same for a target that was asked for before. */
  @Benchmark
  public Routing routeOfKnownTarget() {
    return known.route(PATH);
  }

  /** Freshness where the request says nothing. */
  @Benchmark
  public Reuse reuse() {
    return Reuse.of(RequestDirectives.NONE, head.terms(), NOW + 5_000);
  }

  /** Freshness where the request's own directives count. */
  @Benchmark
  public Reuse reuseByDirectives() {
    return Reuse.of(RequestDirectives.of(asked), head.terms(), NOW + 5_000);
  }

  /** A request for the whole. */
  @Benchmark
  public Selection selectWhole() {
    return Selection.of(plain, offer, NOW);
  }

  /** A request that names what the client has. */
  @Benchmark
  public Selection selectNotModified() {
    return Selection.of(conditional, offer, NOW);
  }

  /** Fields one by one, as for a miss. */
  @Benchmark
  public MultiMap addFields() {
    MultiMap headers = HttpHeaders.headers();
    sent.addTo(headers);
    return headers;
  }

  /** Fields as a whole, as for a hit. */
  @Benchmark
  public MultiMap shareFields() {
    return HttpHeaders.headers().setAll(encoded);
  }

  /** What is said of the cache, once a second for a response. */
  @Benchmark
  public String cacheStatus() {
    return CacheStatus.hit("Headwater").withTtl(86_395).withDetail("memory").toString();
  }
}
