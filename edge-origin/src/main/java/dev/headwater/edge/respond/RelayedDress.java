package dev.headwater.edge.respond;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import io.vertx.core.MultiMap;

/** Hands on what the upstream said. */
public record RelayedDress() implements Dress {
  @Override
  public SentFields sent(StoredHead head) {
    FieldList fields =
        head.fields().toBuilder()
            .removeIf(field -> field.name().equalsIgnoreCase("Content-Length"))
            .add("Via", "1.1 headwater")
            .build();
    return SentFields.of(fields);
  }

  /** The upstream's own fields say who may have it. */
  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public void addTo(MultiMap headers) {}
}
