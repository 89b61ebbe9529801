package dev.headwater.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of objects that come in parts, in every store. */
public interface PartUploadsContract {
  int FULL = PartUploads.SMALLEST_PART_BYTES;

  ObjectStore store();

  OneContext context();

  @Test
  default void partsMakeAnObjectThatNobodySeesBefore() {
    Buffer bytes = partBytes(FULL + 1000);
    String id = begin("joined");
    StoredPart first = part("joined", id, 1, 0, bytes.slice(0, FULL));
    StoredPart last = part("joined", id, 2, FULL, bytes.slice(FULL, FULL + 1000));
    assertThat(context().await(() -> store().stat("joined"))).isEmpty();
    ObjectInfo whole = complete("joined", id, List.of(first, last));
    assertThat(whole.size()).isEqualTo(FULL + 1000);
    assertThat(context().await(() -> store().stat("joined"))).contains(whole);
    assertThat(content("joined")).isEqualTo(bytes);
  }

  @Test
  default void numbersMayBeLeftOutAndPartsBeReplacedOrDropped() {
    Buffer bytes = partBytes(FULL + 10);
    String id = begin("gaps");
    part("gaps", id, 1, 0, partBytes(FULL + 7)); // for nothing
    StoredPart first = part("gaps", id, 3, 0, bytes.slice(0, FULL));
    part("gaps", id, 7, FULL, Buffer.buffer("something else, and longer"));
    StoredPart last = part("gaps", id, 7, FULL, bytes.slice(FULL, FULL + 10));
    part("gaps", id, 8, FULL + 10, Buffer.buffer("too much"));
    complete("gaps", id, List.of(first, last));
    assertThat(content("gaps")).isEqualTo(bytes);
  }

  @Test
  default void completingAgainFindsItDone() {
    String id = begin("twice");
    List<StoredPart> parts = List.of(part("twice", id, 1, 0, Buffer.buffer("once")));
    ObjectInfo once = complete("twice", id, parts);
    assertThat(complete("twice", id, parts)).isEqualTo(once);
    assertThat(content("twice")).hasToString("once");
  }

  @Test
  default void whatIsAbortedIsGone() {
    String id = begin("dropped");
    List<StoredPart> parts = List.of(part("dropped", id, 1, 0, Buffer.buffer("bytes")));
    context().await(() -> store().parts().abort("dropped", id));
    context().await(() -> store().parts().abort("dropped", id));
    assertThatThrownBy(() -> complete("dropped", id, parts))
        .isInstanceOf(OneContext.FailedStepException.class);
    assertThat(context().await(() -> store().stat("dropped"))).isEmpty();
  }

  @Test
  default void partsThatDoNotJoinAreABug() {
    StoredPart first = new StoredPart(2, 0, 10, "", "");
    for (StoredPart second :
        List.of(
            new StoredPart(3, 9, 1, "", ""),
            new StoredPart(3, 11, 1, "", ""),
            new StoredPart(2, 10, 1, "", ""))) {
      assertThatThrownBy(() -> StoredPart.size(List.of(first, second)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: offset 10, a number above 2");
    }
    assertThatThrownBy(() -> StoredPart.size(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String begin(String key) {
    return context().await(() -> store().parts().begin(key));
  }

  private StoredPart part(String key, String id, int number, long offset, Buffer bytes) {
    return context().await(() -> store().parts().write(key, id, number, offset, bytes));
  }

  private ObjectInfo complete(String key, String id, List<StoredPart> parts) {
    return context().await(() -> store().parts().complete(key, id, parts));
  }

  private Buffer content(String key) {
    return context()
        .await(() -> store().open(key).compose(object -> OneContext.read(object.orElseThrow())));
  }

  private static Buffer partBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Buffer.buffer(bytes);
  }
}
