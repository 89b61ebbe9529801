package dev.headwater.platform.publication;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a publication is, as it lies beside it in the store ({@code publication.json}): the data
 * plane reads it to know who may have the bytes. Immutable.
 *
 * @param titleId the title it belongs to
 * @param epoch which publication of the title
 * @param visibility who may play it
 * @param state whether it is still offered
 * @param tags the values of Cache-Tag that name it
 * @param keys that its content is encrypted with
 * @param publisher who made the title, by the ID of the control plane; empty where that isn't known
 */
public record Publication(
    String titleId,
    String epoch,
    Visibility visibility,
    State state,
    List<String> tags,
    List<ContentKey> keys,
    Optional<String> publisher) {
  /** The object's name, below the publication's path. */
  public static final String FILE = "publication.json";

  /** Who may play. */
  public enum Visibility {
    PUBLIC,
    PRIVATE
  }

  /** Whether the bytes are offered, or were taken down (answered 410). */
  public enum State {
    PUBLISHED,
    RETIRED
  }

  public Publication {
    tags = List.copyOf(tags);
    keys = List.copyOf(keys);
  }

  /** A publication with the tags that every one of its responses bears. */
  public static Publication of(String titleId, String epoch, Visibility visibility, State state) {
    return new Publication(
        titleId,
        epoch,
        visibility,
        state,
        List.of("title-" + titleId, "pub-" + titleId + "-" + epoch),
        List.of(),
        Optional.empty());
  }

  /** The same, encrypted. */
  public Publication with(List<ContentKey> contentKeys) {
    return new Publication(titleId, epoch, visibility, state, tags, contentKeys, publisher);
  }

  /** The same, for others. */
  public Publication with(Visibility newVisibility) {
    return new Publication(titleId, epoch, newVisibility, state, tags, keys, publisher);
  }

  /** The same, of a title that they made. */
  public Publication by(String newPublisher) {
    return new Publication(
        titleId, epoch, visibility, state, tags, keys, Optional.of(newPublisher));
  }

  /** The key of that id. */
  public Optional<ContentKey> key(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The path of a publication in the store and, with a slash before it, on the data plane. */
  public static String path(String titleId, String epoch) {
    return "vod/" + titleId + "/" + epoch;
  }

  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("titleId", titleId)
            .put("epoch", epoch)
            .put("visibility", word(visibility))
            .put("state", word(state))
            .put("tags", new JsonArray(tags));
    publisher.ifPresent(id -> json.put("publisher", id));
    return keys.isEmpty()
        ? json
        : json.put("keys", new JsonArray(keys.stream().map(ContentKey::toJson).toList()));
  }

  /** Fails with IllegalArgumentException where a field is missing or has an unknown value. */
  public static Publication fromJson(JsonObject json) {
    try {
      return new Publication(
          json.getString("titleId").strip(),
          json.getString("epoch").strip(),
          Visibility.valueOf(json.getString("visibility").toUpperCase(Locale.ROOT)),
          State.valueOf(json.getString("state").toUpperCase(Locale.ROOT)),
          json.getJsonArray("tags").stream().map(String.class::cast).toList(),
          json.getJsonArray("keys", new JsonArray()).stream()
              .map(key -> ContentKey.fromJson((JsonObject) key))
              .toList(),
          Optional.ofNullable(json.getString("publisher")));
    } catch (NullPointerException | ClassCastException e) {
      throw new IllegalArgumentException("a field of " + FILE + " is missing or ill-typed", e);
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
