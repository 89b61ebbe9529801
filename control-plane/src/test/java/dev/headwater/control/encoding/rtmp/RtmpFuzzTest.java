package dev.headwater.control.encoding.rtmp;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, reading them ends in messages and steps, or in an RtmpException. */
class RtmpFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void damagedStreamsEndInMessagesOrAnError() {
    Random random = new Random(20_260_101);
    assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            read(damaged(session(random), random), random);
          }
        });
  }

  @Test
  void noiseEndsInMessagesOrAnError() {
    Random random = new Random(1_935);
    assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            read(noise, random);
          }
        });
  }

  /** Commands as an encoder's, and media after them. */
  private static byte[] session(Random random) {
    Chunked chunks = new Chunked().control(MessageType.SET_CHUNK_SIZE, 4_096);
    for (byte[] command : RtmpCases.commands()) {
      chunks.first(3, 0, MessageType.COMMAND, command.length, command);
    }
    byte[] media = Chunked.payload(random.nextInt(60), random.nextInt());
    byte[] metadata =
        Amf0Writer.write(
            new AmfValue.Text("@setDataFrame"),
            new AmfValue.Text("onMetaData"),
            new AmfValue.Fields(java.util.Map.of("width", new AmfValue.Numeric(640))));
    return chunks
        .first(4, 0, MessageType.DATA, metadata.length, metadata)
        .first(6, 0, MessageType.VIDEO, media.length, media)
        .bytes();
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return java.util.Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
  }

  private static void read(byte[] bytes, Random random) {
    ChunkReader reader = new ChunkReader(64 << 10);
    PublishDialog dialog = new PublishDialog();
    try {
      int half = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      read(reader, dialog, ByteBuffer.wrap(bytes, 0, half));
      read(reader, dialog, ByteBuffer.wrap(bytes, half, bytes.length - half));
    } catch (RtmpException e) {
      return; // a message says what is wrong
    } catch (RuntimeException e) {
      fail("not an RtmpException for " + HexFormat.of().formatHex(bytes), e);
    }
  }

  private static void read(ChunkReader reader, PublishDialog dialog, ByteBuffer bytes)
      throws RtmpException {
    for (RtmpMessage message : reader.read(bytes)) {
      for (Step step : dialog.take(message)) {
        if (step instanceof Step.Publish) {
          dialog.accepted();
        }
      }
    }
  }
}
