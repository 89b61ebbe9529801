package dev.headwater.platform.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {
  private static final Publication PRIVATE =
      Publication.of("t1", "e1", Visibility.PRIVATE, State.PUBLISHED);

  @Test
  void whatIsWrittenIsRead() {
    assertThat(Publication.fromJson(PRIVATE.toJson())).isEqualTo(PRIVATE);
  }

  @Test
  void whoMadeItIsReadWhereItIsWritten() {
    Publication theirs = PRIVATE.by("p1");
    assertThat(Publication.fromJson(theirs.toJson())).isEqualTo(theirs);
    assertThat(theirs.with(Visibility.PUBLIC).with(theirs.keys()).publisher()).hasValue("p1");
    assertThat(PRIVATE.toJson().containsKey("publisher")).isFalse();
  }

  @Test
  void itsTagsNameTitleAndPublication() {
    assertThat(PRIVATE.tags()).containsExactly("title-t1", "pub-t1-e1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"titleId", "epoch", "visibility", "state", "tags"})
  void aMissingFieldIsAnError(String field) {
    JsonObject json = PRIVATE.toJson();
    json.remove(field);
    assertThatThrownBy(() -> Publication.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownVisibilityIsAnError() {
    assertThatThrownBy(() -> Publication.fromJson(PRIVATE.toJson().put("visibility", "friends")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
