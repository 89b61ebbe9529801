package dev.headwater.control.encoding.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Section 5.2 of the specification. */
class HandshakeTest {
  private static final int PACKET = 1536;

  @Test
  void theClientsBytesAreEchoedInHoweverManyPiecesTheyCome() throws RtmpException {
    for (int piece : new int[] {1, 7, PACKET, PACKET + 1, 4_000}) {
      byte[] client = new byte[1 + 2 * PACKET + 5];
      new Random(1).nextBytes(client);
      client[0] = 3;
      Handshake handshake = new Handshake(new Random(2));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer rest = ByteBuffer.allocate(0);
      for (int at = 0; at < client.length && !handshake.done(); at += piece) {
        rest = ByteBuffer.wrap(client, at, Math.min(piece, client.length - at));
        while (rest.hasRemaining() && !handshake.done()) {
          answer.writeBytes(handshake.take(rest));
        }
      }
      byte[] sent = answer.toByteArray();
      assertThat(sent).hasSize(1 + 2 * PACKET);
      assertThat(sent[0]).isEqualTo((byte) 3);
      assertThat(Arrays.copyOfRange(sent, 1 + PACKET, sent.length))
          .isEqualTo(Arrays.copyOfRange(client, 1, 1 + PACKET));
      assertThat(handshake.done()).isTrue();
      assertThat(rest.remaining()).isLessThanOrEqualTo(5);
    }
  }

  /**
   * Bytes 4 to 7 are a version where a client offers a digest; a server without one sends zeros.
   */
  @Test
  void anOfferedDigestIsAnsweredPlainly() throws RtmpException {
    byte[] client = new byte[1 + PACKET];
    client[0] = 3;
    client[5] = 9;
    byte[] answer = new Handshake(new Random(2)).take(ByteBuffer.wrap(client));
    assertThat(Arrays.copyOfRange(answer, 5, 9)).containsOnly(0);
    assertThat(Arrays.copyOfRange(answer, 1 + PACKET, answer.length))
        .isEqualTo(Arrays.copyOfRange(client, 1, 1 + PACKET));
  }

  @Test
  void anotherVersionIsRefusedAtItsFirstByte() {
    assertThatExceptionOfType(RtmpException.class)
        .isThrownBy(() -> new Handshake(new Random(2)).take(ByteBuffer.wrap(new byte[] {6})))
        .withMessage("version: 6 (expected: 3)");
  }
}
