package dev.headwater.edge.live;

import static dev.headwater.edge.live.ToldOwner.all;
import static dev.headwater.edge.live.ToldOwner.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.follow.FrameWriter;
import dev.headwater.edge.live.timeline.RenditionView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubscriptionIT {
  private final BlockingQueue<RenditionView> views = new LinkedBlockingQueue<>();
  private final Followed followed = new Followed(ToldChannel.TERMS, views::add);
  private final ToldChannel first = new ToldChannel("e").begin("v", "header").whole("v", 5);
  private ToldOwner owner;
  private Subscription subscription;

  @BeforeEach
  void follow() throws Exception {
    owner = new ToldOwner();
    subscription =
        new Subscription(
                owner.vertx.getOrCreateContext(),
                owner.channel,
                owner.here.owners(),
                owner.here.calls(),
                followed)
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    subscription.close();
    owner.close();
    first.close();
  }

  static List<Buffer> unfit() {
    Frame farther =
        new Frame.NextPart(
            "v",
            new Frame.Opened(6, "e", Instant.EPOCH, false, ToldChannel.SEGMENT),
            3,
            ToldChannel.PART,
            false,
            Buffer.buffer("some"));
    return List.of(
        FrameWriter.head(farther).appendBuffer(farther.bytes()),
        Buffer.buffer().appendInt(2).appendString("no").appendInt(0));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void afterWhatIsUnfitAllIsToldAnewAndWhatIsShownStays(Buffer unfit) throws Exception {
    HttpServerResponse told = next(owner.asked);
    told.write(all(first.part("v", 6, 0)));
    assertThat(next(views).nextPart()).isEqualTo(1);

    told.write(unfit);
    assertThat(next(owner.left)).isSameAs(told);
    RenditionView shown = followed.presentation().view("v").orElseThrow();
    assertThat(shown.open().orElseThrow().parts())
        .singleElement()
        .satisfies(part -> part.bytes().share().orElseThrow().release());

    next(owner.asked).write(all(first.whole("v", 6, 1)));
    assertThat(next(views).lastNumber()).isEqualTo(6);
  }

  @Test
  void whatIsShownStaysWhenTheOwnerIsCutOff() throws Exception {
    HttpServerResponse told = next(owner.asked);
    told.write(all(first));
    assertThat(next(views).lastNumber()).isEqualTo(5);
    told.reset();
    HttpServerResponse again = next(owner.asked);
    assertThat(followed.presentation().view("v")).isPresent();
    again.write(all(first.whole("v", 6)));
    assertThat(next(views).lastNumber()).isEqualTo(6);
  }
}
