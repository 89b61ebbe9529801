package dev.headwater.edge.function.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Named values in their order, as functions have header fields, cookies and query parameters:
 * {@code {name: {value, multiValue: [{value}, ...]}}}. Immutable.
 */
public record Values(SequencedMap<String, List<Value>> byName) {
  /**
   * One of them.
   *
   * @param attributes of a cookie that is set; else empty
   */
  public record Value(String text, String attributes) {
    public static Value of(String text) {
      return new Value(text, "");
    }

    private JsonObject json() {
      JsonObject json = new JsonObject().put("value", text);
      return attributes.isEmpty() ? json : json.put("attributes", attributes);
    }

    private static Value of(String name, JsonObject json) {
      return new Value(text(name, json, "value"), text(name, json, "attributes"));
    }

    private static String text(String name, JsonObject json, String member) {
      return switch (json.getValue(member)) {
        case null -> "";
        case String text -> text;
        case Object other ->
            throw new IllegalArgumentException(
                name + "." + member + ": " + other + " (expected: a string)");
      };
    }
  }

  public static Values none() {
    return new Builder().build();
  }

  /** Gathers values one by one. */
  public static final class Builder {
    private final SequencedMap<String, List<Value>> byName = new LinkedHashMap<>();

    public void add(String name, Value value) {
      byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    public Values build() {
      return new Values(byName);
    }
  }

  /** The texts of a name; none where it isn't there. */
  public List<String> texts(String name) {
    return byName.getOrDefault(name, List.of()).stream().map(Value::text).toList();
  }

  /** Those that differ from others of the same name. */
  Values butFor(Values others) {
    SequencedMap<String, List<Value>> rest = new LinkedHashMap<>(byName);
    others.byName.forEach(rest::remove);
    return new Values(rest);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    byName.forEach((name, values) -> {
      JsonObject one = values.getFirst().json();
      if (values.size() > 1) {
        one.put("multiValue", new JsonArray(values.stream().map(Value::json).toList()));
      }
      json.put(name, one);
    });
    return json;
  }

  /** Fails with IllegalArgumentException, which says what is no such thing. */
  static Values of(Object json, String what) {
    Builder values = new Builder();
    for (Map.Entry<String, Object> each : object(json, what)) {
      String name = what + "." + each.getKey();
      JsonObject one = object(each.getValue(), name);
      if (one.getValue("multiValue") instanceof JsonArray several && !several.isEmpty()) {
        several.forEach(value -> values.add(each.getKey(), Value.of(name, object(value, name))));
      } else {
        values.add(each.getKey(), Value.of(name, one));
      }
    }
    return values.build();
  }

  private static JsonObject object(Object json, String what) {
    if (json instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException(what + ": " + json + " (expected: an object)");
  }
}
