package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.headwater.media.Fixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, reading ends in a value or in a {@link MalformedBoxException}. */
class BoxFuzzTest {
  private static final int ROUNDS = 4_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "low/init.mp4",
        "mono/init.mp4",
        "hevc.mp4",
        "av1.mp4",
        "ac3.mp4",
        "eac3.mp4",
        "muxed.mp4"
      })
  void damagedFilesEndInAValueOrAnError(String file) {
    byte[] whole = Fixtures.bytes(file);
    Random random = new Random(file.hashCode());
    Assertions.assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            readAll(damaged(whole, random));
          }
        });
  }

  @Test
  void noiseEndsInAValueOrAnError() {
    Random random = new Random(42);
    Assertions.assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[random.nextInt(512)];
            random.nextBytes(noise);
            readAll(noise);
          }
        });
  }

  @Test
  void damagedSegmentsEndInAValueOrAnError() throws IOException {
    byte[] whole = Fixtures.bytes("low/0.m4s");
    InitializationSection initialization =
        InitializationSection.read(ByteSource.of(Fixtures.bytes("low/init.mp4")));
    Random random = new Random(7);
    int values = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try {
        MediaSegmentInfo.read(ByteSource.of(damaged(whole, random)), initialization);
        values++;
      } catch (MalformedBoxException e) {
        assertThat(e).hasMessageContaining("expected: ");
      }
    }
    assertThat(values).as("some damage is harmless").isBetween(1, ROUNDS - 1);
  }

  private static void readAll(byte[] bytes) throws IOException {
    try {
      ByteSource source = ByteSource.of(bytes);
      MediaSegmentInfo.read(source, InitializationSection.read(source));
    } catch (MalformedBoxException e) {
      assertThat(e).hasMessageContaining("expected: ");
    } catch (RuntimeException e) {
      fail("not a MalformedBoxException for " + Arrays.toString(bytes), e);
    }
  }

  /** Some bytes replaced, preferring values that are borders; sometimes cut short. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes =
        random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    int damages = 1 + random.nextInt(6);
    for (int i = 0; i < damages && bytes.length > 0; i++) {
      int at = random.nextInt(Math.min(bytes.length, 1_500));
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> (byte) 0xFF;
            case 2 -> (byte) 0x7F;
            default -> (byte) random.nextInt(256);
          };
    }
    return bytes;
  }
}
