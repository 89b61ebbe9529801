package dev.headwater.control.title;

import dev.headwater.control.database.Database;
import dev.headwater.platform.publication.ContentKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code content_keys}: what publications are encrypted with, sealed. */
final class ContentKeyTable {
  private static final String INSERT =
      "insert into content_keys (id, title_id, epoch, sealed) values ($1, $2, $3, $4)";

  private static final String OF_TITLE =
      "select id, epoch, sealed from content_keys where title_id = $1 order by id";

  private ContentKeyTable() {}

  static Future<Void> insert(
      SqlConnection transaction, String titleId, String epoch, List<ContentKey> keys) {
    return keys.isEmpty()
        ? Future.succeededFuture()
        : transaction
            .preparedQuery(INSERT)
            .executeBatch(
                keys.stream().map(key -> Tuple.of(key.id(), titleId, epoch, key.sealed())).toList())
            .mapEmpty();
  }

  /** Those of each epoch of a title. */
  static Map<String, List<ContentKey>> byEpoch(
      Database database, SqlConnection transaction, String titleId) {
    Map<String, List<ContentKey>> keys = new HashMap<>();
    for (Row row : database.query(transaction, OF_TITLE, titleId)) {
      keys.computeIfAbsent(row.getString("epoch"), _ -> new ArrayList<>())
          .add(new ContentKey(row.getString("id"), row.getString("sealed")));
    }
    return keys;
  }
}
