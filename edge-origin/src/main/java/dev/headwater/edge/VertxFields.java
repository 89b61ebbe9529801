package dev.headwater.edge;

import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.Fields;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The header fields of a request as Vert.x holds them. Event-loop confined. */
final class VertxFields implements Fields {
  /** Names that every request is asked for, in the form whose hash code is computed once. */
  private static final Map<String, CharSequence> OFTEN =
      Stream.of(
              "Accept-Encoding",
              "Authorization",
              "Cache-Control",
              "CDN-Loop",
              "If-Match",
              "If-Modified-Since",
              "If-None-Match",
              "If-Range",
              "If-Unmodified-Since",
              "Pragma",
              "Range")
          .collect(Collectors.toUnmodifiableMap(name -> name, HttpHeaders::createOptimized));

  private final MultiMap headers;

  VertxFields(MultiMap headers) {
    this.headers = headers;
  }

  @Override
  public List<String> lines(String name) {
    return headers.getAll(quick(name));
  }

  private static CharSequence quick(String name) {
    return OFTEN.getOrDefault(name, name);
  }

  @Override
  public @Nullable String get(String name) {
    return has(name) ? Fields.super.get(name) : null;
  }

  @Override
  public boolean has(String name) {
    return headers.contains(quick(name));
  }

  @Override
  public Iterator<Field> iterator() {
    return headers.entries().stream()
        .map(entry -> new Field(entry.getKey(), entry.getValue()))
        .iterator();
  }
}
