package dev.headwater.edge.stored;

import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** Header fields that many answers share, encoded once. Immutable. */
public final class SentFields {
  private final CharSequence[] names;
  private final CharSequence[] values;

  private SentFields(CharSequence[] names, CharSequence[] values) {
    this.names = names;
    this.values = values;
  }

  public static SentFields of(FieldList fields) {
    CharSequence[] names = new CharSequence[fields.size()];
    CharSequence[] values = new CharSequence[fields.size()];
    int i = 0;
    for (Field field : fields) {
      names[i] = HttpHeaders.createOptimized(field.name());
      values[i++] = HttpHeaders.createOptimized(field.value());
    }
    return new SentFields(names, values);
  }

  public void addTo(MultiMap headers) {
    for (int i = 0; i < names.length; i++) {
      headers.add(names[i], values[i]);
    }
  }
}
