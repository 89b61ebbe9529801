package dev.headwater.media.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.headwater.media.Fixtures;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.CmafReader;
import dev.headwater.media.isobmff.MalformedBoxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, protection ends in a value or in a {@link MalformedBoxException}. */
class ProtectedTrackFuzzTest {
  private static final int ROUNDS = 3_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final CbcsKey KEY = CbcsKey.of(new UUID(1, 2), new byte[16], new byte[16]);

  @ParameterizedTest
  @ValueSource(strings = {"avc-slices.mp4", "hevc-slices.mp4", "live-audio.mp4"})
  void damagedMediaEndsInAValueOrAnError(String file) throws Exception {
    List<CmafPiece> pieces = new CmafReader().read(ByteBuffer.wrap(Fixtures.bytes(file)));
    byte[] header = bytes(pieces.getFirst().bytes());
    byte[] fragment = bytes(pieces.get(1).bytes());
    ProtectedTrack track = ProtectedTrack.of(ByteBuffer.wrap(header), KEY);
    Random random = new Random(file.hashCode());
    Assertions.assertTimeout(
        LIMIT,
        () -> {
          int values = 0;
          for (int round = 0; round < ROUNDS; round++) {
            values += ends(ProtectedTrack::goingOn, damaged(bytes(track.header()), random));
            values += ends(bytes -> begin(bytes, fragment), damaged(header, random));
            values += ends(bytes -> track.protect(bytes, KEY), damaged(fragment, random));
          }
          assertThat(values).as("some damage is harmless").isBetween(1, 3 * ROUNDS - 1);
        });
  }

  private interface Step {
    Object take(ByteBuffer bytes) throws MalformedBoxException;
  }

  private static Object begin(ByteBuffer header, byte[] fragment) throws MalformedBoxException {
    return ProtectedTrack.of(header, KEY).protect(ByteBuffer.wrap(fragment), KEY);
  }

  /** 1 with a value. */
  private static int ends(Step step, byte[] bytes) {
    try {
      step.take(ByteBuffer.wrap(bytes));
      return 1;
    } catch (MalformedBoxException e) {
      assertThat(e).hasMessageContaining("expected: ");
    } catch (RuntimeException e) {
      fail("not a MalformedBoxException for " + Arrays.toString(bytes), e);
    }
    return 0;
  }

  /** Some bytes replaced anywhere, preferring values that are borders; sometimes cut short. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes =
        random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    int damages = 1 + random.nextInt(4);
    for (int i = 0; i < damages && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> (byte) 0xFF;
            case 2 -> (byte) 0x7F;
            default -> (byte) random.nextInt(256);
          };
    }
    return bytes;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
