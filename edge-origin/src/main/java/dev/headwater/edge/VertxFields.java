package dev.headwater.edge;

import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.Fields;
import io.vertx.core.MultiMap;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of a request as Vert.x holds them. Event-loop confined. */
final class VertxFields implements Fields {
  private final MultiMap headers;

  VertxFields(MultiMap headers) {
    this.headers = headers;
  }

  @Override
  public List<String> lines(String name) {
    return headers.getAll(name);
  }

  @Override
  public @Nullable String get(String name) {
    return headers.contains(name) ? Fields.super.get(name) : null;
  }

  @Override
  public boolean has(String name) {
    return headers.contains(name);
  }

  @Override
  public Iterator<Field> iterator() {
    return headers.entries().stream()
        .map(entry -> new Field(entry.getKey(), entry.getValue()))
        .iterator();
  }
}
