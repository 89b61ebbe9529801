package dev.headwater.edge.judge;

import dev.headwater.edge.judge.CacheTest.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a cache did in {@code http-cache-tests}, counted as the suite displays it: a case passes
 * where it and all cases that it depends on passed. Immutable.
 */
public final class CacheTestScore {
  private final Map<String, CacheTest> tests;
  private final JsonObject results;

  /** Of the suite's own results: for each id {@code true}, or a kind of failure and a message. */
  CacheTestScore(List<CacheTest> tests, JsonObject results) {
    this.tests = tests.stream().collect(Collectors.toMap(CacheTest::id, Function.identity()));
    this.results = results.copy();
  }

  public Count required() {
    return count(Kind.REQUIRED);
  }

  public Count optional() {
    return count(Kind.OPTIMAL);
  }

  /** Both counts and all failures, one a line. */
  public String report() {
    return "HTTP cache tests: %s required, %s optional%n%s%s"
        .formatted(required(), optional(), failures(Kind.REQUIRED), failures(Kind.OPTIMAL));
  }

  private Count count(Kind kind) {
    List<CacheTest> counted = of(kind);
    return new Count(
        (int) counted.stream().filter(test -> failure(test).isEmpty()).count(), counted.size());
  }

  private List<CacheTest> of(Kind kind) {
    return tests.values().stream().filter(test -> test.kind() == kind).toList();
  }

  private String failures(Kind kind) {
    return of(kind).stream()
        .flatMap(test -> failure(test).map(why -> test.id() + ": " + why).stream())
        .sorted()
        .map(line -> "  " + kind + " " + line + System.lineSeparator())
        .collect(Collectors.joining());
  }

  /** Why a case doesn't pass; nothing where it does. */
  private Optional<String> failure(CacheTest test) {
    Object result = results.getValue(test.id());
    if (result instanceof JsonArray reason) {
      return Optional.of(reason.stream().map(String::valueOf).collect(Collectors.joining(": ")));
    }
    if (!Boolean.TRUE.equals(result)) {
      return Optional.of("not run");
    }
    return test.dependsOn().stream()
        .filter(id -> failure(test(id)).isPresent())
        .findFirst()
        .map(id -> "depends on " + id);
  }

  private CacheTest test(String id) {
    return Optional.ofNullable(tests.get(id))
        .orElseThrow(() -> new IllegalArgumentException("test: " + id + " (expected: a known id)"));
  }

  /** Cases passed, out of all of a kind. Immutable. */
  public record Count(int passed, int total) {
    @Override
    public String toString() {
      return passed + " of " + total;
    }
  }
}
