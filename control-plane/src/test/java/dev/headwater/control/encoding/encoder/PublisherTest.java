package dev.headwater.control.encoding.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.encoding.flv.FlvTag;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final int MOST_TAGS = 100_000;

  private final Switch intake = new Switch();
  private final Publisher publisher = new Publisher(intake);

  private static final class Switch implements Intake {
    boolean paused;

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public void cut(String reason) {}
  }

  @Test
  void anEncoderOfTinyTagsIsPausedToo() throws Exception {
    publisher.want();
    int sent = 0;
    while (!intake.paused && sent < MOST_TAGS) {
      publisher.offer(new FlvTag(FlvTag.Kind.AUDIO, sent++, new byte[1]));
    }
    assertThat(intake.paused).isTrue();
    while (publisher.take(Duration.ZERO).isPresent()) {
      sent--;
    }
    assertThat(sent).isZero();
    assertThat(intake.paused).isFalse();
  }
}
