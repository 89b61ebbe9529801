package dev.headwater.control.upload;

import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.account.Caller;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.Title;
import dev.headwater.control.title.TitleCatalog;
import dev.headwater.control.title.TitleSource;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in sources, as they come, without holding them in memory. The object is whole in the store
 * before the title and its job are committed together; whatever goes wrong before that leaves the
 * title as it was. Thread-safe; for virtual threads.
 */
public final class SourceUploads {
  private static final Logger LOGGER = LoggerFactory.getLogger(SourceUploads.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final Database database;
  private final TitleCatalog titles;
  private final ObjectStore store;
  private final DataSize maxSize;
  private final Quota quota;
  private final SourceHandover handover;
  private final MeterRegistry meters;

  public SourceUploads(
      Database database,
      TitleCatalog titles,
      ObjectStore store,
      UploadSettings settings,
      MeterRegistry meters) {
    this.database = database;
    this.titles = titles;
    this.store = store;
    this.maxSize = settings.maxSize();
    this.quota = new Quota(database, settings.quota());
    this.handover = new SourceHandover(database, titles);
    this.meters = meters;
  }

  /**
   * Refused where the person may not change the title, with 409 while an earlier source is being
   * packaged, with 413 where it is too large, alone or with the owner's others, with 503 where the
   * store fails.
   *
   * @return the title with its new source
   */
  public Title receive(Caller.Person person, String titleId, IncomingSource source) {
    Title before = titles.find(person, Deed.CHANGE, titleId);
    TitleCatalog.checkAcceptsSource(before);
    if (source.declaredBytes().orElse(0) > maxSize.bytes()) {
      throw tooLarge();
    }
    checkQuota(before, source);
    BoundedStream bytes = new BoundedStream(source.bytes(), maxSize.bytes());
    source.accepted().run();
    String key = "sources/" + titleId + "/" + UUID.randomUUID();
    write(key, bytes);
    Title after = commit(person, before, new TitleSource(key, bytes.bytes(), Optional.empty()));
    before.sourceKey().ifPresent(this::drop);
    return after;
  }

  /** Before a byte is sent where its length is known; surely when it is there. */
  private void checkQuota(Title title, IncomingSource source) {
    database.transaction(transaction -> {
      quota.check(transaction, title.ownerId(), source.declaredBytes().orElse(0));
      return title;
    });
  }

  private void write(String key, BoundedStream bytes) {
    try {
      Future.await(store.write(key, bytes));
      count("done", bytes);
    } catch (Exception e) {
      count("failed", bytes);
      throw refusal(e, bytes.failure());
    }
  }

  private RefusedException refusal(Exception failure, @Nullable Throwable ofSender) {
    return switch (ofSender) {
      case null -> RefusedException.unavailable("the store fails", RETRY_AFTER, failure);
      case SourceTooLargeException _ -> tooLarge();
      default -> new RefusedException(Reason.INVALID_REQUEST, "the body ended before its end");
    };
  }

  private RefusedException tooLarge() {
    return new RefusedException(
        Reason.TOO_LARGE, "the source is larger than the %s allowed".formatted(maxSize));
  }

  private Title commit(Caller.Person person, Title title, TitleSource source) {
    try {
      return database.transaction(transaction -> {
        quota.check(transaction, title.ownerId(), source.bytes());
        return handover.give(transaction, person, title.id(), source);
      });
    } catch (RuntimeException e) {
      drop(source.key());
      throw e;
    }
  }

  /** A source that no title names any more; one that stays behind costs space, nothing else. */
  private void drop(String key) {
    store.delete(key).onFailure(failure -> LOGGER.warn("{} stays in the store", key, failure));
  }

  private void count(String outcome, BoundedStream bytes) {
    meters.counter("headwater.uploads", "outcome", outcome).increment();
    meters.counter("headwater.upload.bytes").increment((double) bytes.bytes());
  }
}
