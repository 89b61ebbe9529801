package dev.headwater.edge.admission;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.protection.KeyQuestion;
import dev.headwater.edge.protection.KeySet;
import dev.headwater.edge.protection.OfferedKeys;
import dev.headwater.platform.sealing.Envelope;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that content is encrypted with: those of publications, as they lie sealed beside them,
 * and those of channels. Whoever asks was admitted before. Event-loop confined.
 */
public record ContentKeys(PublicationFacts publications, Envelope envelope, OfferedKeys channels) {
  private static final Logger LOGGER = LoggerFactory.getLogger(ContentKeys.class);

  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final AtomicLong LOGGED = new AtomicLong(System.nanoTime() - LOG_NANOS);

  /** Once a second: who asks may ask often. */
  private static boolean mayLog() {
    long now = System.nanoTime();
    long last = LOGGED.get();
    return now - last >= LOG_NANOS && LOGGED.compareAndSet(last, now);
  }

  /** 16 bytes; empty where there is no such key, or it was sealed for others. */
  public Future<Optional<byte[]>> find(ContentKeyId id) {
    return switch (id) {
      case ContentKeyId.OfPublication key -> find(key);
      case ContentKeyId.OfChannel(KeyName name) -> channels.find(name);
      case ContentKeyId.ByKids _ -> Future.succeededFuture(Optional.empty());
    };
  }

  /** Fails with {@link Failure.UnknownKeys} where there is none. */
  public Future<KeySet> find(ContentKeyId.ByKids id, KeyQuestion question) {
    return channels
        .find(id.channel(), question)
        .compose(found ->
            found.isEmpty()
                ? Future.failedFuture(new FailureException(new Failure.UnknownKeys()))
                : Future.succeededFuture(found));
  }

  private Future<Optional<byte[]>> find(ContentKeyId.OfPublication id) {
    return publications
        .lookup(id.title(), id.epoch())
        .map(found ->
            found
                .flatMap(publication -> publication.key(id.id()))
                .flatMap(sealed -> {
                  Optional<byte[]> key = sealed.open(envelope);
                  if (key.isEmpty() && mayLog()) {
                    LOGGER.error(
                        "the content key {} can't be opened: is its sealing key among sealing-keys here?",
                        id.id());
                  }
                  return key;
                }));
  }
}
