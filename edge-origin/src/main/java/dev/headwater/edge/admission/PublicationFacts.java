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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of publications, re-read from the store every few seconds. While the store fails,
 * what was last known stands. One per event loop, confined to it, over a table that all share.
 */
public final class PublicationFacts {
  private static final Logger LOGGER = LoggerFactory.getLogger(PublicationFacts.class);

  /** A change of visibility reaches every node within this time. */
  private static final long FRESH_MILLIS = Duration.ofSeconds(5).toMillis();

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
  }

  private final Cache<String, Fact> facts;
  private final Documents documents;
  private final MonotonicClock clock;
  private final Map<String, Future<Fact>> inFlight = new HashMap<>();

  /** The facts as one event loop reads them. */
  public PublicationFacts(Table table, Documents documents, MonotonicClock clock) {
    this.facts = table.facts;
    this.documents = documents;
    this.clock = clock;
  }

  /** Empty where the store has no such publication; fails where it fails and nothing was known. */
  public Future<Optional<Publication>> lookup(String titleId, String epoch) {
    String path = Publication.path(titleId, epoch);
    Fact known = facts.getIfPresent(path);
    long age = known == null ? Long.MAX_VALUE : clock.millis() - known.readAtMillis;
    if (known != null && age < FRESH_MILLIS) {
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
    Future<Fact> read =
        documents
            .read(path + "/" + Publication.FILE)
            .map(body -> Fact.of(body.flatMap(json -> parse(path, json)), clock.millis()))
            .onComplete(_ -> inFlight.remove(path))
            .onSuccess(fact -> facts.put(path, fact));
    if (!read.isComplete()) {
      inFlight.put(path, read);
    }
    return read;
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
