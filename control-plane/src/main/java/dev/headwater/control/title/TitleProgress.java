package dev.headwater.control.title;

import dev.headwater.platform.publication.Publication;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.Optional;

/**
 * How packaging moves a title on. A retired title is left as it is: each call tells whether there
 * was a title to change.
 */
public final class TitleProgress {
  private TitleProgress() {}

  /** Packaging is under way, from 0 to 1. */
  public static Future<Boolean> processing(SqlClient client, String titleId, double progress) {
    return update(
        client,
        "status = 'processing', progress = $2, error = null",
        Tuple.of(titleId, Math.clamp(progress, 0.0, 1.0)));
  }

  /** The title can be played, as the new publication. */
  public static Future<Boolean> ready(
      SqlConnection transaction, String titleId, PackagedTitle packaged) {
    JsonArray renditions = new JsonArray();
    packaged.renditions().forEach(rendition -> renditions.add(rendition.toJson()));
    return update(
            transaction,
            """
            status = 'ready', progress = 1, error = null, epoch = $2,
            epochs = array_append(epochs, $2::text),
            duration_seconds = $3, renditions = $4, has_poster = $5, encrypted = $6
            """,
            Tuple.of(
                titleId,
                packaged.epoch(),
                packaged.durationSeconds(),
                renditions,
                packaged.poster(),
                !packaged.keys().isEmpty()))
        .compose(done ->
            done
                ? ContentKeyTable.insert(transaction, titleId, packaged.epoch(), packaged.keys())
                    .map(true)
                : Future.succeededFuture(false));
  }

  /**
   * Packaging is given up.
   *
   * @param error says to the publisher what is wrong
   */
  public static Future<Boolean> failed(SqlConnection transaction, String titleId, String error) {
    return update(transaction, "status = 'failed', error = $2", Tuple.of(titleId, error));
  }

  /**
   * Packaging was cancelled: the title is what it was where it can be played, failed where not.
   *
   * @param error says to the publisher why there is nothing to play
   */
  public static Future<Boolean> cancelled(SqlConnection transaction, String titleId, String error) {
    return update(
        transaction,
        """
        status = case when epoch is null then 'failed' else 'ready' end,
        progress = case when epoch is null then 0 else 1 end,
        error = case when epoch is null then $2 end
        """,
        Tuple.of(titleId, error));
  }

  /** Packaging waits for a worker again. */
  public static Future<Boolean> waiting(SqlConnection transaction, String titleId) {
    return update(
        transaction, "status = 'uploaded', progress = 0, error = null", Tuple.of(titleId));
  }

  /**
   * What the data plane is told of whose a title is.
   *
   * @param visibility who may play it
   * @param ownerId who made it
   */
  public record Ownership(Publication.Visibility visibility, String ownerId) {
    private static Ownership of(Row row) {
      return new Ownership(
          Publication.Visibility.valueOf(row.getString("visibility").toUpperCase(Locale.ROOT)),
          row.getString("owner_id"));
    }
  }

  /** Whose the title is, and who may play it; empty where it is retired or unknown. */
  public static Future<Optional<Ownership>> ownership(SqlClient client, String titleId) {
    return ownership(client, titleId, "");
  }

  /** As {@link #ownership}; it can't change, nor the title be retired, before the commit. */
  public static Future<Optional<Ownership>> lockedOwnership(
      SqlConnection transaction, String titleId) {
    return ownership(transaction, titleId, " for update");
  }

  private static Future<Optional<Ownership>> ownership(
      SqlClient client, String titleId, String lock) {
    return client
        .preparedQuery(
            "select visibility, owner_id from titles where id = $1 and status <> 'retired'" + lock)
        .execute(Tuple.of(titleId))
        .map(rows -> {
          RowIterator<Row> row = rows.iterator();
          return row.hasNext() ? Optional.of(Ownership.of(row.next())) : Optional.empty();
        });
  }

  private static Future<Boolean> update(SqlClient client, String changes, Tuple parameters) {
    return client
        .preparedQuery(
            "update titles set updated_at = now(), "
                + changes
                + " where id = $1 and status <> 'retired'")
        .execute(parameters)
        .map(rows -> rows.rowCount() == 1);
  }
}
