package dev.headwater.control.title;

import dev.headwater.control.access.Holding;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * One title of the catalog. Immutable.
 *
 * @param id URL-safe
 * @param ownerId who made it
 * @param text what people wrote about it
 * @param progress of packaging, 0 to 1
 * @param error why packaging failed, for a person
 * @param epoch the current publication; absent until the first one is ready
 * @param renditions as the API shows them
 * @param encrypted whether keys are needed to play the current publication, which has no MPD then
 */
public record Title(
    String id,
    String ownerId,
    TitleText text,
    TitleStatus status,
    double progress,
    Optional<String> error,
    Optional<String> epoch,
    Optional<Double> durationSeconds,
    JsonArray renditions,
    boolean hasPoster,
    boolean encrypted,
    Optional<String> sourceKey,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> retiredAt)
    implements Holding {

  static Title of(Row row) {
    return new Title(
        row.getString("id"),
        row.getString("owner_id"),
        TitleText.of(row),
        TitleStatus.of(row.getString("status")),
        row.getDouble("progress"),
        Optional.ofNullable(row.getString("error")),
        Optional.ofNullable(row.getString("epoch")),
        Optional.ofNullable(row.getDouble("duration_seconds")),
        row.getJsonArray("renditions"),
        row.getBoolean("has_poster"),
        row.getBoolean("encrypted"),
        Optional.ofNullable(row.getString("source_key")),
        instant(row, "created_at").orElseThrow(),
        instant(row, "updated_at").orElseThrow(),
        instant(row, "retired_at"));
  }

  public Visibility visibility() {
    return text.visibility();
  }

  /** Whether there is something to play; also while a newer source is being packaged. */
  public boolean isPublished() {
    return epoch.isPresent() && status != TitleStatus.RETIRED;
  }

  /** Once it was published. */
  @Override
  public boolean isOpen() {
    return visibility() == Visibility.PUBLIC && epoch.isPresent();
  }

  @Override
  public Optional<Instant> deletedAt() {
    return retiredAt;
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.get(OffsetDateTime.class, column))
        .map(OffsetDateTime::toInstant);
  }

  static Visibility visibility(String word) {
    return Visibility.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** As it is written in the database and in JSON. */
  public static String word(Visibility visibility) {
    return visibility.name().toLowerCase(Locale.ROOT);
  }
}
