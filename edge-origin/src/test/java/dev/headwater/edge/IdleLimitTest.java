package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleLimitTest {
  private static final int SECONDS = 75;

  private int events;
  private final EmbeddedChannel channel = new EmbeddedChannel();

  IdleLimitTest() {
    channel.freezeTime();
    channel
        .pipeline()
        .addLast(
            new IdleLimit(SECONDS),
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext context, Object event) {
                events++;
              }
            });
  }

  /** A write that stays under way: nothing is flushed. */
  private void begin() {
    ByteBuf bytes = Unpooled.buffer().writeZero(1_000);
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    waiting.addMessage(bytes, bytes.readableBytes(), channel.newPromise());
    waiting.addFlush();
  }

  private void passes(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runPendingTasks();
  }

  @Test
  void aConnectionOnWhichNothingHappensIsIdle() {
    passes(SECONDS + 1);
    assertThat(events).isEqualTo(1);
  }

  @Test
  void aWriteOfWhichBytesLeaveIsNotIdle() {
    begin();
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    for (int i = 0; i < 4; i++) {
      waiting.progress(1);
      passes(SECONDS + 1);
    }
    assertThat(events).isZero();
  }

  @Test
  void aWriteOfWhichNoneLeaveIs() {
    begin();
    passes(SECONDS + 1);
    passes(SECONDS + 1);
    passes(SECONDS + 1);
    assertThat(events).isPositive();
  }
}
