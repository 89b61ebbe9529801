package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function is given, and what it has to make of it, on every host. Immutable.
 *
 * @param json a line of {@code src/test/functions/NAME.json}: {@code config}, {@code event}, {@code
 *     now} in seconds, and {@code expected}, of which null means that it isn't there
 */
record FunctionCase(EdgeFunction function, JsonObject json) {
  static final Path FOLDER =
      Path.of(System.getProperty("headwater.root", ".."), "cdn-config", "src/test/functions");

  /** Those of all functions. */
  static List<FunctionCase> all() {
    List<FunctionCase> all = new ArrayList<>();
    for (EdgeFunction function : EdgeFunction.values()) {
      new JsonArray(read(function.word() + ".json"))
          .forEach(one -> all.add(new FunctionCase(function, (JsonObject) one)));
    }
    return all;
  }

  static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String rendered(FunctionHost host) {
    return host.render(function, json.getJsonObject("config").encode()).text();
  }

  JsonObject event() {
    return json.getJsonObject("event");
  }

  /** Whether it is about what comes back to the viewer. */
  boolean isOfResponse() {
    return event().containsKey("response");
  }

  /** Fails where a named member isn't as expected. */
  void check(JsonObject actual) {
    check(json.getJsonObject("expected"), actual, "");
  }

  private void check(JsonObject expected, JsonObject actual, String where) {
    for (String name : expected.fieldNames()) {
      Object value = expected.getValue(name);
      String at = where + "/" + name;
      if (value instanceof JsonObject members
          && actual.getValue(name) instanceof JsonObject found) {
        check(members, found, at);
      } else if (value != null || actual.getValue(name) != null) {
        assertThat(actual.getValue(name)).as(at + " in " + actual.encode()).isEqualTo(value);
      }
    }
    if (where.endsWith("/querystring")) {
      assertThat(actual.fieldNames()).containsSubsequence(present(expected));
    }
  }

  private static List<String> present(JsonObject expected) {
    return expected.fieldNames().stream().filter(name -> expected.getValue(name) != null).toList();
  }

  @Override
  public String toString() {
    return function.word() + ": " + json.getString("name");
  }
}
