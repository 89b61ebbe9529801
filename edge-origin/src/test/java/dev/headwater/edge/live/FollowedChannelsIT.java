package dev.headwater.edge.live;

import static dev.headwater.edge.live.ToldOwner.all;
import static dev.headwater.edge.live.ToldOwner.await;
import static dev.headwater.edge.live.ToldOwner.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.TestChannel;
import dev.headwater.platform.channel.Channel;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that has room for less than one channel. */
class FollowedChannelsIT {
  private final ToldChannel told = new ToldChannel("e").begin("v", "header").whole("v", 5);
  private final BlockingQueue<RenditionName> published = new LinkedBlockingQueue<>();
  private Instant now = Instant.EPOCH;
  private ToldOwner owner;
  private Channel channel;
  private FollowedChannels followed;

  @BeforeEach
  void start() throws Exception {
    owner = new ToldOwner();
    channel = TestChannel.of(owner.channel).channel();
    followed =
        new FollowedChannels(
            owner.here.owners(),
            owner.here.calls(),
            new ChannelTerms(3),
            1,
            (name, _) -> published.add(name),
            () -> now);
  }

  @AfterEach
  void stop() throws Exception {
    followed.close();
    owner.close();
    told.close();
  }

  private HttpServerResponse heard() throws Exception {
    HttpServerResponse response = next(owner.asked);
    response.write(all(told));
    next(published);
    return response;
  }

  @Test
  void whatNobodyAsksForGoesWhereThereIsNoRoomAndDoesNotComeAgainSoon() throws Exception {
    followed.standBy(owner.vertx, channel);
    HttpServerResponse response = heard();
    untilShown();
    followed.upkeep();
    assertThat(next(owner.left)).isSameAs(response);
    assertThat(followed.bytes()).isZero();

    now = now.plus(Duration.ofSeconds(59));
    followed.standBy(owner.vertx, channel);
    assertThat(followed.find(owner.channel)).isEmpty();
    assertThat(owner.asked).isEmpty();
    now = now.plus(Duration.ofSeconds(1));
    followed.standBy(owner.vertx, channel);
    heard();
  }

  @Test
  void whatViewersAskForStaysAndNoOtherComes() throws Exception {
    followed.follow(owner.vertx, channel);
    heard();
    untilShown();
    followed.upkeep();
    assertThat(followed.find(owner.channel)).isPresent();
    Channel other = TestChannel.of("other").channel();
    assertThat(await(followed.follow(owner.vertx, other))).isEqualTo(Optional.empty());

    now = now.plus(Duration.ofSeconds(61));
    followed.upkeep();
    assertThat(followed.find(owner.channel)).isEmpty();
  }

  /** What was published is shown when its event loop has gone on. */
  private void untilShown() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (followed.count() == 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(followed.bytes()).isPositive();
  }
}
