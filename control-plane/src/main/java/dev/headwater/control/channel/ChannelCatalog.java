package dev.headwater.control.channel;

import dev.headwater.control.access.Access;
import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.access.AccessCheck;
import dev.headwater.control.account.Caller;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.feed.FeedLog;
import dev.headwater.control.purge.PurgeDesk;
import dev.headwater.platform.channel.ChannelSecret;
import dev.headwater.platform.feed.ChannelChange;
import dev.headwater.platform.sealing.Envelope;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/**
 * Channels as people see and change them: every call is checked, every change is audited and told
 * to the data plane in its transaction. Thread-safe; for virtual threads.
 */
public final class ChannelCatalog {
  private final Database database;
  private final ChannelTable channels;
  private final FeedLog feed;
  private final AuditLog audit;
  private final PurgeDesk purges;
  private final StreamKeys keys;
  private final Envelope envelope;
  private final IngestAddresses addresses;
  private final AccessCheck access;

  /**
   * What it works with.
   *
   * @param purges whom CDNs hear by that others may have a channel than before
   * @param envelope that secrets of channels are sealed in
   */
  public record Parts(
      Database database,
      AuditLog audit,
      PurgeDesk purges,
      LiveSettings settings,
      StreamKeys keys,
      Envelope envelope,
      IngestAddresses addresses,
      AccessCheck access) {}

  public ChannelCatalog(Parts parts) {
    this.database = parts.database;
    this.channels = new ChannelTable(parts.database, parts.settings);
    this.feed = new FeedLog(parts.database);
    this.audit = parts.audit;
    this.purges = parts.purges;
    this.keys = parts.keys;
    this.envelope = parts.envelope;
    this.addresses = parts.addresses;
    this.access = parts.access;
  }

  /** Refused with 403 where the person may not make channels. */
  public LiveChannel create(Caller.Person person, ChannelTerms terms) {
    access.admitMaker(person);
    String id = ChannelId.random();
    return database.transaction(transaction -> {
      Optional<String> secret = terms.encryption().map(_ -> ChannelSecret.draw(id, envelope));
      LiveChannel made =
          channels.insert(transaction, id, person.id(), terms, keys.draw(id), secret);
      return told(transaction, person, "channel.create", terms.toJson(), made);
    });
  }

  /** Refused with 401, 403, 404 or 410 where the caller may not do that with the channel. */
  public LiveChannel find(Caller caller, Deed deed, String id) {
    return access.admit(caller, deed, channels.find(id));
  }

  /** The newest first. */
  public ChannelPage list(Caller.Person person, Optional<ChannelCursor> cursor, int limit) {
    return ChannelPage.of(channels.list(person, cursor, limit), limit);
  }

  /** Refused as {@link #find} is, and with 409 where the latency would be another. */
  public LiveChannel change(Caller.Person person, String id, JsonObject patch) {
    return database.transaction(transaction -> {
      LiveChannel before = locked(transaction, person, id);
      LiveChannel changed = channels.update(transaction, id, before.terms().with(patch));
      long sequence = tell(transaction, person, "channel.change", patch, changed);
      if (changed.isOpen() != before.isOpen()) {
        forget(transaction, sequence, id);
      }
      return changed;
    });
  }

  /** Gives it a new stream key, and ends the one it had; refused as {@link #find}. */
  public LiveChannel renewKey(Caller.Person person, String id) {
    return database.transaction(transaction -> {
      locked(transaction, person, id);
      LiveChannel changed = channels.setKey(transaction, id, keys.draw(id));
      return told(transaction, person, "channel.renew-key", new JsonObject(), changed);
    });
  }

  /** Takes it off the air; refused as {@link #find}. */
  public void delete(Caller.Person person, String id) {
    database.transaction(transaction -> {
      locked(transaction, person, id);
      LiveChannel deleted = channels.delete(transaction, id);
      long sequence = tell(transaction, person, "channel.delete", new JsonObject(), deleted);
      forget(transaction, sequence, id);
      return deleted;
    });
  }

  /** How its encoders send to it; empty for who may not change it. */
  public Optional<Ingest> ingest(Caller caller, LiveChannel channel) {
    return Access.decide(caller, Deed.CHANGE, channel) == Access.ALLOWED
        ? Optional.of(addresses.of(channel))
        : Optional.empty();
  }

  private LiveChannel locked(SqlConnection transaction, Caller.Person person, String id) {
    return access.admit(person, Deed.CHANGE, channels.lock(transaction, id));
  }

  /** What CDNs have was given to them for others than may have it now. */
  private void forget(SqlConnection transaction, long sequence, String id) {
    purges.follow(transaction, sequence, List.of("channel-" + id), List.of("/live/" + id + "/"));
  }

  private LiveChannel told(
      SqlConnection transaction,
      Caller.Person person,
      String action,
      JsonObject detail,
      LiveChannel channel) {
    tell(transaction, person, action, detail, channel);
    return channel;
  }

  /** Returns the place of the line in the feed. */
  private long tell(
      SqlConnection transaction,
      Caller.Person person,
      String action,
      JsonObject detail,
      LiveChannel channel) {
    audit.record(transaction, person.id(), action, channel.id(), detail);
    return feed.append(transaction, List.of(new ChannelChange(channel.toChannel())));
  }
}
