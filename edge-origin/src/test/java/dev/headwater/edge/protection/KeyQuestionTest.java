package dev.headwater.edge.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyQuestionTest {
  /** The example of W3C Encrypted Media Extensions, section 9.1.3. */
  @Test
  void theExampleOfTheStandardIsRead() {
    String example = "{\"kids\":[\"67ef0gd8pvfd0fXmA3dIEg\"],\"type\":\"temporary\"}";
    assertThat(KeyQuestion.of(Buffer.buffer(example)).kids())
        .containsExactly(UUID.fromString("ebb79fd2-077c-a6f7-ddd1-f5e603774812"));
  }

  /** Section 9.1.4, whose key set is read again with the names that were asked for. */
  @Test
  void aSetOfKeysHasThemInBase64UrlWithoutPadding() {
    UUID kid = new UUID(-1, 62);
    assertThat(new KeySet(new TreeMap<>(Map.of(kid, new byte[16]))).json().toString())
        .isEqualTo(
            "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"__________8AAAAAAAAAPg\","
                + "\"k\":\"AAAAAAAAAAAAAAAAAAAAAA\"}],\"type\":\"temporary\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"kids\":null}",
        "{\"kids\":[]}",
        "{\"kids\":{}}",
        "{\"kids\":\"67ef0gd8pvfd0fXmA3dIEg\"}",
        "{\"kids\":[null]}",
        "{\"kids\":[7]}",
        "{\"kids\":[[]]}",
        "{\"kids\":[\"67ef0gd8pvfd0fXmA3dI\"]}",
        "{\"kids\":[\"67ef0gd8pvfd0fXmA3d+Eg\"]}",
        "{\"kids\":[\"67ef0gd8pvfd0fXmA3dIEg\"],\"type\":\"persistent-license\"}"
      })
  void whatIsNoQuestionIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> KeyQuestion.of(Buffer.buffer(text)));
  }

  @Test
  void asManyAreTakenAsARequestMayAskFor() {
    JsonArray kids =
        new JsonArray(new ArrayList<>(Collections.nCopies(64, "67ef0gd8pvfd0fXmA3dIEg")));
    assertThat(KeyQuestion.of(new JsonObject().put("kids", kids).toBuffer()).kids()).hasSize(1);
    kids.add("67ef0gd8pvfd0fXmA3dIEg");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyQuestion.of(new JsonObject().put("kids", kids).toBuffer()))
        .withMessage("kids: 65 (expected: 1 to 64)");
  }
}
