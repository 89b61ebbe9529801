package dev.headwater.cachepolicy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of editors and the reader take the same files, but for what a schema can't say. */
class PolicySchemaTest {
  private static final String SHIPPED = PolicyReader.resource(PolicyReader.SHIPPED);

  private final Validator schema =
      Validator.create(
          JsonSchema.of(new JsonObject(PolicyReader.resource(PolicyReader.SCHEMA))),
          new JsonSchemaOptions()
              .setDraft(Draft.DRAFT202012)
              .setBaseUri("https://headwater.dev/policy"));

  @Test
  void itTakesTheShippedPolicy() {
    OutputUnit said = validate(SHIPPED);
    assertThat(said.getValid()).as("%s", said.getErrors()).isTrue();
  }

  @Test
  void itTakesKeysWithFieldsAndCookies() {
    String policy =
        SHIPPED.replace(
            "key: [from, to]",
            "key: { query: [from, to], headers: [{ name: X-Device, values: [tv, phone] }],"
                + " cookies: [{ name: variant, values: [b] }] }");
    PolicyReader.read("p.yaml", policy);
    OutputUnit said = validate(policy);
    assertThat(said.getValid()).as("%s", said.getErrors()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'cdn: 2m', true", "'stale-if-error: 1m', false"})
  void ofAPublisherItTakesWhatAnswersTell(String lifetimes, boolean good) {
    String policy =
        SHIPPED
            + "\noverrides:\n  - { publisher: p1, kinds: [mpd], lifetimes: { %s } }\n"
                .formatted(lifetimes);
    assertThat(validate(policy).getValid()).isEqualTo(good);
    if (good) {
      PolicyReader.read("p.yaml", policy);
    } else {
      assertThatThrownBy(() -> PolicyReader.read("p.yaml", policy))
          .hasMessageContaining("stale-if-error: '1m' (expected: none of a publisher's");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "target-duration: 4s|target-duration: soon",
        "target-duration: 4s|target: 2s",
        "kind: image|kind: picture",
        "match: /vod/{title}/{epoch}/poster.jpg|match: poster.jpg",
        "browser: 5m|browser: 5",
        "cdn: 0.25 target|cdn: half",
        "counts-age: false|counts-age: perhaps",
        "name: cdn|name: A CDN",
        "role: edge|role: middle",
        "counts-age: false|program: squid",
        "role: edge, counts-age: false|role: edge",
        "counts-age: false|counts-age: false, address: cdn",
        "content-type: image/jpeg|content-type: image",
        "content-type: image/jpeg|content-type: \"image/jpeg\\r\\nSet-Cookie: a=b\"",
        "key: [from, to]|key: [from, to, from]",
        "key: [from, to]|key: [a b]",
        "key: [from, to]|key: { query: [a b] }",
        "key: [from, to]|key: { fields: [a] }",
        "key: [from, to]|key: { headers: [X-Device] }",
        "key: [from, to]|key: { headers: [{ name: X-Device }] }",
        "key: [from, to]|key: { headers: [{ name: X-Device, values: [] }] }",
        "key: [from, to]|key: { headers: [{ name: X_Device, values: [tv] }] }",
        "key: [from, to]|key: { headers: [{ name: X-Device, values: [a b] }] }",
        "key: [from, to]|key: { cookies: [{ name: a-b, values: [tv] }] }",
        "tags: [\"kind-key\"]|tags: [\"Kind Key\"]",
        "priority: live|priority: high",
        "token: always|token: never",
        "tiers: {}|tiers: { disk: any }",
        "redis: any|redis: much",
        "compress: true|zip: true",
      })
  void itRefusesWhatTheReaderRefuses(String right, String wrong) {
    String policy = SHIPPED.replace(right, wrong);
    assertThat(policy).isNotEqualTo(SHIPPED);
    assertThatThrownBy(() -> PolicyReader.read("p.yaml", policy))
        .isInstanceOf(PolicyException.class);
    assertThat(validate(policy).getValid()).isFalse();
  }

  private OutputUnit validate(String yaml) {
    return schema.validate(json(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
  }

  private static Object json(Object yaml) {
    return switch (yaml) {
      case Map<?, ?> map -> {
        JsonObject object = new JsonObject();
        map.forEach((key, value) -> object.put(String.valueOf(key), json(value)));
        yield object;
      }
      case List<?> list -> {
        JsonArray array = new JsonArray();
        list.forEach(item -> array.add(json(item)));
        yield array;
      }
      default -> yaml;
    };
  }
}
