package dev.headwater.control.title;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class TitleTextTest {
  private static final JsonObject FULL =
      new JsonObject()
          .put("name", "Rain")
          .put("description", "wet")
          .put("categories", new JsonArray().add("film"))
          .put("tags", new JsonArray().add("a").add("b"))
          .put("language", "pt-PT")
          .put("visibility", "public");

  private final TitleText text = TitleText.of(FULL);

  @Test
  void everyMemberIsTakenUp() {
    assertThat(text.toJson()).isEqualTo(FULL);
  }

  @Test
  void aTitleThatDoesNotSayIsPrivate() {
    assertThat(TitleText.of(new JsonObject().put("name", "x")).visibility())
        .isEqualTo(Visibility.PRIVATE);
  }

  /** RFC 7396, section 1. */
  @Test
  void membersThatAreLeftOutStay() {
    assertThat(text.with(new JsonObject().put("name", "Sun")).toJson())
        .isEqualTo(FULL.copy().put("name", "Sun"));
  }

  /** RFC 7396, section 1. */
  @Test
  void nullTakesAMemberAway() {
    TitleText changed = text.with(new JsonObject().putNull("description").putNull("language"));
    assertThat(changed.description()).isEmpty();
    assertThat(changed.language()).isEmpty();
  }

  @Test
  void wordsAreStrippedAndSaidOnce() {
    JsonArray tags = new JsonArray().add(" a").add("a ").add("b");
    assertThat(text.with(new JsonObject().put("tags", tags)).tags()).containsExactly("a", "b");
  }
}
