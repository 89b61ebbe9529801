package dev.headwater.edge.respond;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.MultiMap;

/** Hands on what the upstream said. */
public record RelayedDress() implements Dress {
  @Override
  public SentFields sent(StoredHead head) {
    return SentFields.of(relayed(head).build());
  }

  /** What was compressed here comes in two codings, of which the source knew one. */
  @Override
  public SentFields sent(StoredResponse stored) {
    return stored.gzip() == null
        ? stored.sent(this::sent)
        : stored.sent(head -> SentFields.of(relayed(head).add("Vary", "Accept-Encoding").build()));
  }

  private static FieldList.Builder relayed(StoredHead head) {
    return head.fields().toBuilder().remove("Content-Length").add("Via", "1.1 headwater");
  }

  /** The upstream's own fields say who may have it. */
  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public void addTo(MultiMap headers) {}
}
