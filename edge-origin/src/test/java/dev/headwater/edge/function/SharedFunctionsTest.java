package dev.headwater.edge.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.function.javascript.JavaScriptHost;
import dev.headwater.edge.function.watch.Watch;
import dev.headwater.edge.function.watch.Watchdog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The functions of {@code cdn-config}, by the table of cases that all hosts have, in this one. */
class SharedFunctionsTest {
  private static final Path CDN_CONFIG =
      Path.of(System.getProperty("headwater.root", ".."), "cdn-config");
  private static final Path SOURCES =
      CDN_CONFIG.resolve("src/main/resources/dev/headwater/cdnconfig/functions");
  private static final Path CASES = CDN_CONFIG.resolve("src/test/functions");

  /** A machine that is busy gives a call its time late. */
  private static final Duration LONG = Duration.ofMillis(500);

  private static final Watchdog WATCHDOG = new Watchdog(LONG);
  private static final JavaScriptHost HOST = new JavaScriptHost(Runnable::run, Runnable::run);

  /** By their texts: most cases of a function have the same. */
  private static final Map<String, EdgeFunction> OPENED = new HashMap<>();

  @AfterAll
  static void close() {
    HOST.close();
    WATCHDOG.close();
  }

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        String source = Files.readString(SOURCES.resolve(name + ".js"));
        new JsonArray(Files.readString(file))
            .forEach(each -> tests.add(test(name, source, (JsonObject) each)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static DynamicTest test(String name, String source, JsonObject each) {
    return DynamicTest.dynamicTest(
        name + ": " + each.getString("name"), () -> check(each, answer(name, source, each)));
  }

  private static JsonObject answer(String name, String source, JsonObject each)
      throws InvalidFunctionException {
    FunctionSettings settings =
        FunctionUnderTest.settings(Path.of(name + ".js"), "time-limit", LONG.toMillis() + "ms");
    String text = before(each) + source;
    EdgeFunction function = OPENED.get(text);
    if (function == null) {
      Watch watch = WATCHDOG.watch();
      function = HOST.read(settings, text, watch).open(watch);
      OPENED.put(text, function);
    }
    Outcome outcome = function.call(each.getJsonObject("event").encode());
    assertThat(outcome).isInstanceOf(Outcome.Returned.class);
    return new JsonObject(((Outcome.Returned) outcome).json());
  }

  /** What an operator writes before a source, and the time of the case. */
  private static String before(JsonObject each) {
    Integer now = each.getInteger("now");
    return "const configuration = "
        + each.getJsonObject("config").encode()
        + ";\n"
        + (now == null ? "" : "const Date = { now: () => " + now + "000 };\n");
  }

  private static void check(JsonObject each, JsonObject actual) {
    check(each.getJsonObject("expected"), actual, "");
  }

  /** The members that are named; null: it isn't there. */
  private static void check(JsonObject expected, JsonObject actual, String where) {
    for (String name : expected.fieldNames()) {
      Object value = expected.getValue(name);
      if (value instanceof JsonObject members
          && actual.getValue(name) instanceof JsonObject found) {
        check(members, found, where + "/" + name);
      } else {
        assertThat(actual.getValue(name)).as(where + "/" + name + " in " + actual).isEqualTo(value);
      }
    }
  }
}
