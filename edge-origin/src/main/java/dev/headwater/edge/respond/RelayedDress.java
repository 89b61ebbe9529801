package dev.headwater.edge.respond;

import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import io.vertx.core.MultiMap;

/**
 * Hands on what the upstream said.
 *
 * @param compressing whether clients may get it compressed by this node
 */
public record RelayedDress(boolean compressing) implements Dress {
  @Override
  public SentFields sent(StoredHead head) {
    FieldList.Builder fields =
        head.fields().toBuilder()
            .removeIf(field -> field.name().equalsIgnoreCase("Content-Length"))
            .add("Via", "1.1 headwater");
    if (compressing && Vary.of(head.fields()).names().isEmpty()) {
      fields.add("Vary", "Accept-Encoding");
    }
    return SentFields.of(fields.build());
  }

  /** The upstream's own fields say who may have it. */
  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public void addTo(MultiMap headers) {}
}
