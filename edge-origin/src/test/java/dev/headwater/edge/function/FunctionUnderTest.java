package dev.headwater.edge.function;

import dev.headwater.edge.function.event.EventType;
import dev.headwater.edge.function.event.FunctionRequest;
import dev.headwater.edge.function.event.FunctionResponse;
import dev.headwater.edge.function.event.Values;
import dev.headwater.edge.function.event.ViewerEvent;
import dev.headwater.edge.telemetry.FunctionMeters;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One function of a file, loaded as a node loads it, and called as one event loop does. */
public final class FunctionUnderTest implements AutoCloseable {
  /** Settings as they are written, of functions alone. */
  record Written(List<FunctionSettings> functions) {}

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Functions functions;
  private final GuardedFunction function;

  private FunctionUnderTest(Functions functions) {
    this.functions = functions;
    this.function = functions.open(new FunctionMeters(registry)).getFirst();
  }

  /** In JavaScript; settings by their keys and values in turn. */
  public static FunctionUnderTest javaScript(Path folder, String source, String... settings) {
    try {
      return of(Files.writeString(folder.resolve("f.js"), source), settings);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static FunctionUnderTest of(Path file, String... settings) {
    return new FunctionUnderTest(Functions.load(List.of(settings(file, settings))));
  }

  /** By their keys and values in turn. */
  public static FunctionSettings settings(Path file, String... settings) {
    Map<String, String> values =
        new HashMap<>(Map.of("functions[0].name", "f", "functions[0].file", file.toString()));
    for (int i = 0; i < settings.length; i += 2) {
      values.put("functions[0]." + settings[i], settings[i + 1]);
    }
    return Settings.bind(Written.class, List.of(SettingsSource.of("test", values)))
        .functions()
        .getFirst();
  }

  public static FunctionRequest request(String uri) {
    Values.Builder headers = new Values.Builder();
    headers.add("host", Values.Value.of("localhost"));
    Values none = new Values.Builder().build();
    return new FunctionRequest("GET", uri, none, headers.build(), none);
  }

  /** What it answers to a request for a path. */
  public FunctionAnswer ask(String uri) {
    return function.call(
        new ViewerEvent(EventType.VIEWER_REQUEST, "localhost", "127.0.0.1", request(uri), null));
  }

  /** What it makes of a response without fields. */
  public FunctionAnswer answer(int status) {
    Values none = new Values.Builder().build();
    FunctionResponse response = new FunctionResponse(status, none, none, Buffer.buffer());
    return function.call(
        new ViewerEvent(
            EventType.VIEWER_RESPONSE, "localhost", "127.0.0.1", request("/"), response));
  }

  /** The path of the request that it lets go on. */
  public String uri(String uri) {
    return ask(uri) instanceof FunctionAnswer.Request(FunctionRequest request)
        ? request.uri()
        : "no request: " + ask(uri);
  }

  /** How often a call ended so. */
  public double count(String outcome) {
    return registry.find("headwater.function.calls").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Override
  public void close() {
    functions.close();
  }
}
