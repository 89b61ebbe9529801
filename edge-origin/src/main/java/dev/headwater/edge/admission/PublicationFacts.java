package dev.headwater.edge.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.runtime.MonotonicClock;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of publications, read from the store. While the control feed tells of changes, what
 * was read stands until then; without it, it is re-read every few seconds. While the store fails,
 * what was last known stands. One per event loop, confined to it, over a table that all share.
 */
public final class PublicationFacts {
  private static final Logger LOGGER = LoggerFactory.getLogger(PublicationFacts.class);

  /** A change of visibility reaches every node within this time, also without a feed. */
  private static final long FRESH_MILLIS = Duration.ofSeconds(5).toMillis();

  /** With one, nothing need be read again; now and then it is, should something have gone wrong. */
  private static final long TOLD_FRESH_MILLIS = Duration.ofMinutes(10).toMillis();

  /** How long viewers may wait for the store where something is known. */
  private static final long PATIENCE_MILLIS = 500;

  /** At most 25 MB of facts; more publications than this are not hot at once. */
  private static final long MAX_ENTRIES = 20_000;

  /** Reads under way per event loop: who asks for random names can't flood the store. */
  private static final int MAX_READS = 256;

  private record Fact(Future<Optional<Publication>> told, long readAtMillis) {
    static Fact of(Optional<Publication> publication, long readAtMillis) {
      return new Fact(Future.succeededFuture(publication), readAtMillis);
    }

    Optional<Publication> publication() {
      return told.result();
    }
  }

  /** Small documents of the store; empty where there is no such one. */
  @FunctionalInterface
  public interface Documents {
    Future<Optional<Buffer>> read(String key);
  }

  /** What all event loops of a node know. Thread-safe. */
  public static final class Table {
    private final Cache<String, Fact> facts =
        Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build();

    private final MonotonicClock clock;
    private volatile BooleanSupplier told = () -> false;
    private final AtomicLong changes = new AtomicLong();
    private volatile long trustedSinceMillis = Long.MIN_VALUE;

    public Table(MonotonicClock clock) {
      this.clock = clock;
    }

    /** Whether all changes are told of, from now on. */
    public void toldBy(BooleanSupplier feed) {
      told = feed;
    }

    /** What the store has said by now; by the one thread that reads the feed. */
    public void changed(Publication publication) {
      changes.incrementAndGet(); // what is being read now may be of before
      String path = Publication.path(publication.titleId(), publication.epoch());
      facts.put(path, Fact.of(Optional.of(publication), clock.millis()));
    }

    /** What was last read of a publication; empty where nothing is known of it. */
    Optional<Publication> known(String titleId, String epoch) {
      Fact fact = facts.getIfPresent(Publication.path(titleId, epoch));
      return fact == null ? Optional.empty() : fact.publication();
    }

    /** Changes may have been missed: what was read until now is to be read again. */
    public void distrust() {
      changes.incrementAndGet();
      trustedSinceMillis = clock.millis();
    }

    private boolean isFresh(Fact fact, long nowMillis) {
      boolean lasting =
          fact.publication().isPresent()
              && told.getAsBoolean()
              && fact.readAtMillis >= trustedSinceMillis;
      return nowMillis - fact.readAtMillis < (lasting ? TOLD_FRESH_MILLIS : FRESH_MILLIS);
    }
  }

  private final Table table;
  private final Cache<String, Fact> facts;
  private final Documents documents;
  private final MonotonicClock clock;
  private final Map<String, Future<Fact>> inFlight = new HashMap<>();

  /** The facts as one event loop reads them. */
  public PublicationFacts(Table table, Documents documents, MonotonicClock clock) {
    this.table = table;
    this.facts = table.facts;
    this.documents = documents;
    this.clock = clock;
  }

  /** Empty where the store has no such publication; fails where it fails and nothing was known. */
  public Future<Optional<Publication>> lookup(String titleId, String epoch) {
    String path = Publication.path(titleId, epoch);
    Fact known = facts.getIfPresent(path);
    if (known != null && table.isFresh(known, clock.millis())) {
      return known.told;
    }
    Future<Fact> read = read(path);
    if (known == null) {
      return read.map(Fact::publication);
    }
    return read.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .map(Fact::publication)
        .otherwise(_ -> stillBelieved(path, known));
  }

  /** The store fails: it is not asked again for a while, so that hits don't wait for it. */
  private Optional<Publication> stillBelieved(String path, Fact known) {
    Fact believed = new Fact(known.told, clock.millis());
    facts.asMap().replace(path, known, believed); // unless another event loop has read it meanwhile
    return facts.get(path, _ -> believed).publication();
  }

  private Future<Fact> read(String path) {
    Future<Fact> running = inFlight.get(path);
    if (running != null) {
      return running;
    }
    if (inFlight.size() >= MAX_READS) {
      return Future.failedFuture(
          new FailureException(
              new Failure.Shed("too many publications are looked up", Duration.ofSeconds(1))));
    }
    long before = table.changes.get();
    Future<Fact> read =
        documents
            .read(path + "/" + Publication.FILE)
            .map(body -> Fact.of(body.flatMap(json -> parse(path, json)), clock.millis()))
            .onComplete(_ -> inFlight.remove(path))
            .onSuccess(fact -> keep(path, fact, before));
    if (!read.isComplete()) {
      inFlight.put(path, read);
    }
    return read;
  }

  /** What was read while something changed is good for who asked, and read again by the next. */
  private void keep(String path, Fact fact, long changesBefore) {
    Fact old = new Fact(fact.told, fact.readAtMillis - TOLD_FRESH_MILLIS);
    facts
        .asMap()
        .compute(
            path,
            (_, known) ->
                table.changes.get() == changesBefore ? fact : known == null ? old : known);
  }

  /** What can't be read counts as unknown: a token is then needed. */
  private static Optional<Publication> parse(String path, Buffer json) {
    try {
      return Optional.of(Publication.fromJson(new JsonObject(json)));
    } catch (DecodeException | IllegalArgumentException e) {
      LOGGER.warn("{}/{} is unreadable: {}", path, Publication.FILE, e.getMessage());
      return Optional.empty();
    }
  }
}
