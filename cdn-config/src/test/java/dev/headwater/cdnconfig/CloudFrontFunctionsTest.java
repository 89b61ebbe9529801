package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.engines.testing.OptionalProgram;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions as CloudFront has them, on Node with CloudFront's documented limits. */
class CloudFrontFunctionsTest {
  /** A secret as an origin wants it. */
  private static final String HOP = "0123456789abcdef0123456789abcdef";

  /** A path of each kind that has a query, and some that have none. */
  private static final List<String> KINDS =
      List.of(
          "/live/c1/index.m3u8",
          "/live/c1/v/index.m3u8",
          "/live/c1/manifest.mpd",
          "/live/c1/v/1-2.m4s",
          "/vod/t1/e1/index.m3u8",
          "/keys/t1-e1-0");

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    List<FunctionCase> cases =
        FunctionCase.all().stream().filter(one -> !isForTheOrigin(one)).toList();
    JsonArray answers = run(cases.stream().map(CloudFrontFunctionsTest::input).toList());
    return IntStream.range(0, cases.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                cases.get(i).toString(),
                () -> cases.get(i).check(result(answers.getJsonObject(i)))));
  }

  /**
   * The origin may say what it likes: CloudFront keeps what comes for longer than the token is
   * good.
   */
  @Test
  void aTokenThatTheOriginWouldHaveToJudgeDoesNotGetThere() throws IOException {
    List<FunctionCase> cases =
        FunctionCase.all().stream().filter(CloudFrontFunctionsTest::isForTheOrigin).toList();
    JsonArray answers = run(cases.stream().map(CloudFrontFunctionsTest::input).toList());
    assertThat(cases).isNotEmpty();
    for (int i = 0; i < cases.size(); i++) {
      String asked = cases.get(i).event().getJsonObject("request").getString("uri");
      JsonObject result = result(answers.getJsonObject(i));
      if (asked.matches("/(t|%74)/.*")) {
        assertThat(result.getInteger("statusCode")).as("%s", cases.get(i)).isEqualTo(403);
      } else {
        assertThat(result.getString("uri")).as("%s", cases.get(i)).isEqualTo(asked);
      }
    }
  }

  private static boolean isForTheOrigin(FunctionCase one) {
    return one.function() == EdgeFunction.TOKEN
        && one.json().getJsonObject("expected").getString("uri", "").startsWith("/t/");
  }

  @Test
  void aRequestThatWasCheckedProvesIt() throws IOException {
    FunctionCase good =
        FunctionCase.all().stream()
            .filter(one -> one.toString().startsWith("token: a good token leaves the path"))
            .findFirst()
            .orElseThrow();
    JsonObject request = result(run(List.of(input(good))).getJsonObject(0));
    assertThat(request.getJsonObject("headers").getJsonObject("headwater-hop").getString("value"))
        .isEqualTo(HOP);
  }

  @ParameterizedTest
  @EnumSource
  void eachFitsInWithRoomForItsConfiguration(EdgeFunction function) {
    String text = FunctionHost.CLOUDFRONT.render(function, "{}").text();
    assertThat(text.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(FunctionHost.MOST_BYTES - 2048);
  }

  @Test
  void whatCountsOfAQueryIsAsThePolicySays() throws IOException {
    CachePolicy policy = PolicyReader.shipped();
    String source =
        FunctionHost.CLOUDFRONT
            .render(EdgeFunction.KEY, EdgeFunction.KEY.configuration(policy))
            .text();
    JsonObject query = new JsonObject();
    for (String name : List.of("_HLS_skip", "_HLS_part", "_HLS_msn", "session", "to", "from")) {
      query.put(name, new JsonObject().put("value", "1"));
    }
    List<JsonObject> inputs =
        KINDS.stream()
            .map(path ->
                new JsonObject()
                    .put("source", source)
                    .put(
                        "event",
                        new JsonObject()
                            .put(
                                "request",
                                new JsonObject().put("uri", path).put("querystring", query))))
            .toList();
    JsonArray answers = run(inputs);
    for (int i = 0; i < KINDS.size(); i++) {
      assertThat(
              result(answers.getJsonObject(i)).getJsonObject("querystring").fieldNames().stream())
          .as(KINDS.get(i))
          .containsExactlyElementsOf(
              policy.classify(KINDS.get(i)).orElseThrow().policy().key().query());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval('1')",
        "new Function('return 1')()",
        "setTimeout(() => 1, 0)",
        "fetch('https://example.org')",
        "process.exit()",
        "require('fs')",
        "while (true) {}"
      })
  void whatTheyDoNotHaveIsNotHad(String statement) throws IOException {
    JsonObject input =
        new JsonObject()
            .put("source", "function handler(event) { " + statement + "; return event.request; }")
            .put("event", new JsonObject());
    assertThat(run(List.of(input)).getJsonObject(0).getString("error")).isNotBlank();
  }

  private static JsonObject input(FunctionCase one) {
    return new JsonObject()
        .put("source", one.rendered(FunctionHost.CLOUDFRONT))
        .put("event", one.event())
        .put("now", one.json().getInteger("now"))
        .put("store", new JsonObject().put("token-keys", keys(one)).put("hop", HOP));
  }

  /** As the control plane tells them. */
  private static String keys(FunctionCase one) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Object> key :
        one.json().getJsonObject("config").getJsonObject("keys", new JsonObject())) {
      text.append(new JsonObject().put("kid", key.getKey()).put("secret", key.getValue()).encode());
    }
    return text.toString();
  }

  private static JsonObject result(JsonObject answer) {
    assertThat(answer.getString("error")).isNull();
    return answer.getJsonObject("result");
  }

  private static JsonArray run(List<JsonObject> inputs) throws IOException {
    Process node =
        new ProcessBuilder(
                OptionalProgram.require("node").toString(),
                FunctionCase.FOLDER.resolve("cloudfront.cjs").toString())
            .redirectError(Redirect.INHERIT)
            .start();
    try (var input = node.outputWriter(StandardCharsets.UTF_8)) {
      input.write(new JsonArray(inputs).encode());
    }
    return new JsonArray(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }
}
