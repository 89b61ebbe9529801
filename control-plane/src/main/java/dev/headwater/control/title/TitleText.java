package dev.headwater.control.title;

import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What people say of a title, as opposed to what packaging finds out. Immutable.
 *
 * @param language a tag of BCP 47, such as {@code pt-BR}
 */
public record TitleText(
    String name,
    Optional<String> description,
    List<String> categories,
    List<String> tags,
    Optional<String> language,
    Visibility visibility) {

  public TitleText {
    categories = categories.stream().map(String::strip).distinct().toList();
    tags = tags.stream().map(String::strip).distinct().toList();
  }

  static TitleText of(Row row) {
    return new TitleText(
        row.getString("name"),
        Optional.ofNullable(row.getString("description")),
        Arrays.asList(row.getArrayOfStrings("categories")),
        Arrays.asList(row.getArrayOfStrings("tags")),
        Optional.ofNullable(row.getString("language")),
        Title.visibility(row.getString("visibility")));
  }

  /** From a body that the API's schema has accepted; private where it doesn't say. */
  public static TitleText of(JsonObject json) {
    return new TitleText(
            "", Optional.empty(), List.of(), List.of(), Optional.empty(), Visibility.PRIVATE)
        .with(json);
  }

  /** With what a body says instead; null takes an optional member away (RFC 7396). */
  public TitleText with(JsonObject patch) {
    return new TitleText(
        patch.getString("name", name).strip(),
        text(patch, "description", description),
        words(patch, "categories", categories),
        words(patch, "tags", tags),
        text(patch, "language", language),
        patch.containsKey("visibility")
            ? Title.visibility(patch.getString("visibility"))
            : visibility);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("name", name)
        .put("description", description.orElse(null))
        .put("categories", new JsonArray(categories))
        .put("tags", new JsonArray(tags))
        .put("language", language.orElse(null))
        .put("visibility", Title.word(visibility));
  }

  private static Optional<String> text(JsonObject patch, String member, Optional<String> current) {
    return patch.containsKey(member) ? Optional.ofNullable(patch.getString(member)) : current;
  }

  private static List<String> words(JsonObject patch, String member, List<String> current) {
    if (!patch.containsKey(member)) {
      return current;
    }
    JsonArray words = patch.getJsonArray(member);
    return words == null ? List.of() : words.stream().map(String.class::cast).toList();
  }
}
