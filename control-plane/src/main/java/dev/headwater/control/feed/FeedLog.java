package dev.headwater.control.feed;

import dev.headwater.control.database.Database;
import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log itself. Whoever appends holds the lock of its head from then until the transaction ends,
 * so that sequence order is commit order and has no gaps. Thread-safe; for virtual threads.
 */
public final class FeedLog {
  /** Where {@code NOTIFY} tells that the log has grown. */
  static final String CHANNEL = "headwater_feed";

  /** Of a page, unless a single line is longer. */
  private static final int PAGE_BYTES = 1 << 20;

  private static final int PAGE_LINES = 1000;

  private static final String APPEND =
      """
      with head as (update feed_head set last = last + cardinality($1::text[]) returning last),
           added as (
             insert into feed (sequence, type, subject, body, size_bytes, expires_at)
             select head.last - cardinality($1::text[]) + line.place, line.type, line.subject,
                    line.body::jsonb, line.size_bytes, line.expires_at
             from head, unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[])
               with ordinality as line (type, subject, body, size_bytes, expires_at, place))
      select last, pg_notify($6, last::text) from head\
      """;

  private static final String PAGE =
      """
      select h.history::text as history, h.floor, h.last, f.sequence, f.type, f.body
      from feed_head h left join (
        select sequence, type, body, sum(size_bytes) over (order by sequence) - size_bytes as before
        from (select * from feed where sequence > $1 order by sequence limit $2) next) f
        on f.before < $3
      order by f.sequence\
      """;

  private static final String WORDS_AND_PAGE =
      """
      select h.history::text as history, h.floor, h.last, f.sequence, f.type, f.body
      from feed_head h left join lateral (
        select sequence, type, body, sum(size_bytes) over (order by sequence) - size_bytes as before
        from (
          (select * from feed where sequence > $1 and sequence <= h.floor)
          union all
          (select * from feed where sequence > greatest($1, h.floor) order by sequence limit $2)
          ) next) f
        on f.sequence <= h.floor or f.before < $3
      order by f.sequence\
      """;

  private static final String CUT =
      """
      select coalesce(max(sequence), 0) from (
        select sequence, created_at, sum(size_bytes) over (order by sequence desc) as newer
        from feed) lines
      where created_at < now() - $1 * interval '1 millisecond' or newer > $2\
      """;

  private final Database database;

  public FeedLog(Database database) {
    this.database = database;
  }

  /**
   * Adds lines; others who append wait from here on until the transaction ends.
   *
   * @param changes at least one
   * @return the sequence of the first
   */
  public long append(SqlConnection transaction, List<? extends FeedChange> changes) {
    int count = changes.size();
    String[] types = new String[count];
    @Nullable String[] subjects = new @Nullable String[count];
    String[] bodies = new String[count];
    Integer[] sizes = new Integer[count];
    @Nullable OffsetDateTime[] ends = new @Nullable OffsetDateTime[count];
    for (int i = 0; i < count; i++) {
      FeedChange change = changes.get(i);
      types[i] = change.type();
      subjects[i] = change.subject().orElse(null);
      bodies[i] = change.body().encode();
      sizes[i] = bodies[i].getBytes(StandardCharsets.UTF_8).length;
      ends[i] = change.expiresAt().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null);
    }
    Row row =
        database
            .query(transaction, APPEND, types, subjects, bodies, sizes, ends, CHANNEL)
            .iterator()
            .next();
    return row.getLong("last") - count + 1;
  }

  /**
   * The lines after a sequence, or as many of them as go on a page. Where the page ends below the
   * floor, its own floor is where it ends: whoever took that of the log for reached would miss the
   * words between them.
   */
  FeedPage after(long sequence) {
    FeedPage page = read(PAGE, sequence);
    List<FeedEntry> entries = page.entries();
    long end = entries.isEmpty() ? page.last() : entries.getLast().sequence();
    long floor = Math.min(page.floor(), end);
    return new FeedPage(page.history(), floor, page.last(), false, entries);
  }

  /** As {@link #after}, but with all words that are left up to the floor, however many. */
  FeedPage wordsAfter(long sequence) {
    return read(WORDS_AND_PAGE, sequence);
  }

  private FeedPage read(String query, long sequence) {
    List<FeedEntry> entries = new ArrayList<>();
    String history = "";
    long floor = 0;
    long last = 0;
    for (Row row : database.query(query, sequence, PAGE_LINES, PAGE_BYTES)) {
      history = row.getString("history");
      floor = row.getLong("floor");
      last = row.getLong("last");
      if (row.getLong("sequence") != null) {
        entries.add(entry(row));
      }
    }
    return new FeedPage(history, floor, last, false, entries);
  }

  private static FeedEntry entry(Row row) {
    return new FeedEntry(
        row.getLong("sequence"),
        FeedChange.of(row.getString("type"), row.get(JsonObject.class, "body")));
  }

  /**
   * Drops news that is older, or more, than is kept, and of the words that are as old those which
   * were overtaken, or mean nothing any more.
   */
  void trim(FeedSettings settings) {
    long millis = settings.retention().toMillis();
    long bytes = settings.maxSize().bytes();
    long cut = database.query(CUT, millis, bytes).iterator().next().getLong(0);
    if (cut == 0) {
      return;
    }
    database.transaction(transaction -> {
      database.query(
          transaction,
          """
          delete from feed old where sequence <= $1 and (subject is null
            or expires_at < now() or exists (
            select from feed later
            where later.subject = old.subject and later.sequence > old.sequence))\
          """,
          cut);
      return database.query( // last: others wait for this row
          transaction, "update feed_head set floor = greatest(floor, $1)", cut);
    });
  }
}
