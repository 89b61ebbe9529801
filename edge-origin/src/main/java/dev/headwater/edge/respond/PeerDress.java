package dev.headwater.edge.respond;

import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.peer.PeerWord;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.MultiMap;

/**
 * Hands to another node what is stored, as it is.
 *
 * @param purges that tell others which sequence it bears
 */
public record PeerDress(PurgeTable purges) implements Dress {
  @Override
  public SentFields sent(StoredHead head) {
    return SentFields.of(fields(head).build());
  }

  private static FieldList.Builder fields(StoredHead head) {
    return head.fields().toBuilder().remove("Content-Length").remove("Age");
  }

  /** What is kept with the response is for viewers. */
  @Override
  public SentFields sent(StoredResponse stored) {
    return SentFields.of(
        fields(stored.head())
            .set(Provenance.SEQUENCE_FIELD, purges.word(stored.sequence()))
            .build());
  }

  @Override
  public Object basis() {
    return purges;
  }

  @Override
  public Audience audience() {
    return Audience.ANYONE;
  }

  @Override
  public void addTo(MultiMap headers, StoredHead head) {
    headers.set(PeerWord.FIELD, PeerWord.HERE.value());
  }
}
