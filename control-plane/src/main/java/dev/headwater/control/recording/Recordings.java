package dev.headwater.control.recording;

import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.account.Caller;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.channel.ChannelCatalog;
import dev.headwater.control.channel.LiveChannel;
import dev.headwater.control.database.Database;
import dev.headwater.control.job.JobQueue;
import dev.headwater.control.job.Task;
import dev.headwater.control.playback.PlaybackDesk;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.Title;
import dev.headwater.control.title.TitleCatalog;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes orders for recordings: each becomes a title and a job in one transaction. Thread-safe; for
 * virtual threads.
 */
public record Recordings(
    Database database,
    ChannelCatalog channels,
    TitleCatalog titles,
    PlaybackDesk desk,
    RecordingAccess access,
    AuditLog audit,
    InstantSource clock) {
  /** Playlists have at least so many target durations, whatever dvrSeconds says. */
  private static final int LEAST_TARGETS = 6;

  /**
   * Refused as a change of the channel is, with 400 where the times can't be, with 409 where the
   * channel is encrypted, or never keeps as much.
   *
   * @return the title, which a worker makes ready
   */
  public Title record(Caller.Person person, String channelId, JsonObject body) {
    LiveChannel channel = channels.find(person, Deed.CHANGE, channelId);
    checkClear(channel);
    RecordingOrder order =
        RecordingOrder.of(body, channel.terms().visibilityWord(), clock.instant());
    checkKept(channel, order);
    return database.transaction(transaction -> {
      Title title = titles.createFilled(transaction, person, order.text());
      audit.record(transaction, person.id(), "channel.record", channelId, order.toJson(title.id()));
      Optional<String> shown =
          desk.tokenOfRecorder(channel, order.to()).map(token -> access.seal(title.id(), token));
      database.await(
          JobQueue.submit(
              transaction,
              title.id(),
              new Task.Recording(channelId, order.from(), order.to(), shown)));
      return title;
    });
  }

  /** What is copied is what viewers get, which a worker has no keys for. */
  private static void checkClear(LiveChannel channel) {
    if (channel.isEncrypted()) {
      throw new RefusedException(
          Reason.CONFLICT, "the channel is encrypted: what it sends can't be recorded");
    }
  }

  private static void checkKept(LiveChannel channel, RecordingOrder order) {
    Duration least =
        Duration.ofSeconds(channel.terms().latency().targetDurationSeconds())
            .multipliedBy(LEAST_TARGETS);
    Duration dvr = channel.terms().dvr();
    Duration kept = dvr.compareTo(least) > 0 ? dvr : least;
    if (order.length().compareTo(kept) > 0) {
      throw new RefusedException(
          Reason.CONFLICT,
          "the channel keeps the last %d s, and %d s are to be recorded: give it more dvrSeconds first"
              .formatted(kept.toSeconds(), order.length().toSeconds()));
    }
  }
}
