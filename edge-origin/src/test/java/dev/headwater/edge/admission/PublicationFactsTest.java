package dev.headwater.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two event loops that share what they know. */
class PublicationFactsTest {
  private final AtomicLong now = new AtomicLong();
  private final Deque<Promise<Optional<Buffer>>> reads = new ArrayDeque<>();
  private final PublicationFacts.Table table = new PublicationFacts.Table(now::get);
  private final PublicationFacts one = facts();
  private final PublicationFacts other = facts();

  private PublicationFacts facts() {
    return new PublicationFacts(
        table,
        _ -> {
          Promise<Optional<Buffer>> read = Promise.promise();
          reads.add(read);
          return read.future();
        },
        now::get);
  }

  private static State stateOf(Future<Optional<Publication>> told) {
    return told.result().orElseThrow().state();
  }

  private void isRead(State state) {
    Publication publication = Publication.of("t", "e", Visibility.PUBLIC, state);
    reads.remove().complete(Optional.of(publication.toJson().toBuffer()));
  }

  @Test
  void aReadThatFailsDoesNotOverruleOneThatCameMeanwhile() {
    one.lookup("t", "e");
    isRead(State.PUBLISHED);
    now.addAndGet(6_000);
    Future<Optional<Publication>> fails = one.lookup("t", "e");
    Promise<Optional<Buffer>> failing = reads.remove();
    other.lookup("t", "e");
    isRead(State.RETIRED);
    failing.fail("the store is away");

    assertThat(stateOf(fails)).isEqualTo(State.RETIRED);
    assertThat(stateOf(one.lookup("t", "e"))).isEqualTo(State.RETIRED);
    assertThat(reads).isEmpty();
  }

  @Test
  void whileTheStoreFailsWhatIsKnownStandsAndIsNotAskedForEachTime() {
    one.lookup("t", "e");
    isRead(State.PUBLISHED);
    now.addAndGet(6_000);
    Future<Optional<Publication>> fails = one.lookup("t", "e");
    reads.remove().fail("the store is away");
    assertThat(stateOf(fails)).isEqualTo(State.PUBLISHED);
    assertThat(stateOf(other.lookup("t", "e"))).isEqualTo(State.PUBLISHED);
    assertThat(reads).isEmpty();
  }
}
