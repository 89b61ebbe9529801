package dev.headwater.control.encoding.rtmp;

import static dev.headwater.control.encoding.rtmp.Chunked.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sections 5.3 and 5.4 of the specification. */
class ChunkReaderTest {
  private static final int LIMIT = 10_000;

  @Test
  void aMessageOfOneChunk() throws RtmpException {
    assertThat(read(new Chunked().first(4, 1_000, 8, 3, new byte[] {7, 8, 9})))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.type()).isEqualTo(MessageType.AUDIO);
          assertThat(message.streamId()).isEqualTo(1);
          assertThat(message.timestampMillis()).isEqualTo(1_000);
          assertThat(message.payload()).containsExactly(7, 8, 9);
        });
  }

  @Test
  void aMessageIsPutTogetherFromChunksOf128BytesThatMayBeInterleaved() throws RtmpException {
    List<RtmpMessage> messages =
        read(
            new Chunked()
                .first(6, 0, 9, 300, payload(128, 1))
                .first(4, 0, 8, 130, payload(128, 2))
                .next(6, payload(128, 1))
                .next(4, payload(2, 2))
                .next(6, payload(44, 1)));
    assertThat(messages).extracting(RtmpMessage::type).containsExactly(8, 9);
    assertThat(messages.get(0).payload()).isEqualTo(payload(130, 2));
    assertThat(messages.get(1).payload()).isEqualTo(payload(300, 1));
  }

  @Test
  void whatAHeaderLeavesOutIsAsBefore() throws RtmpException {
    List<RtmpMessage> messages =
        read(
            new Chunked()
                .first(4, 1_000, 8, 2, payload(2, 1))
                .second(4, 20, 8, 3, payload(3, 2))
                .third(4, 25, payload(3, 3))
                .next(4, payload(3, 4)));
    assertThat(messages)
        .extracting(RtmpMessage::timestampMillis)
        .containsExactly(1_000L, 1_020L, 1_045L, 1_070L);
    assertThat(messages)
        .extracting(message -> message.payload().length)
        .containsExactly(2, 3, 3, 3);
    assertThat(messages).extracting(RtmpMessage::streamId).containsOnly(1);
  }

  @Test
  void idsOfOneTwoAndThreeBytes() throws RtmpException {
    for (int id : List.of(3, 63, 64, 319, 320, 65_599)) {
      assertThat(read(new Chunked().first(id, 0, 9, 200, payload(128, 5)).next(id, payload(72, 5))))
          .hasSize(1);
    }
  }

  @Test
  void anExtendedTimestampIsRepeatedInEachChunk() throws RtmpException {
    long time = 0xFFFF_FFF0L;
    List<RtmpMessage> messages =
        read(
            new Chunked()
                .first(6, time, 9, 200, payload(128, 1))
                .next(6, time, payload(72, 1))
                .second(6, 32, 9, 1, payload(1, 2)));
    assertThat(messages)
        .extracting(RtmpMessage::timestampMillis)
        .containsExactly(time, 16L); // it wraps at 32 bits
    assertThat(messages.getFirst().payload()).isEqualTo(payload(200, 1));
  }

  @Test
  void chunksGrowWhenTheyAreSaidTo() throws RtmpException {
    assertThat(
            read(
                new Chunked()
                    .control(MessageType.SET_CHUNK_SIZE, 4_096)
                    .first(6, 0, 9, 4_000, payload(4_000, 1))))
        .singleElement()
        .satisfies(message -> assertThat(message.payload()).isEqualTo(payload(4_000, 1)));
  }

  @Test
  void anAbortedMessageIsDropped() throws RtmpException {
    assertThat(
            read(
                new Chunked()
                    .first(6, 0, 9, 300, payload(128, 1))
                    .control(MessageType.ABORT, 6)
                    .first(6, 0, 9, 1, payload(1, 2))))
        .singleElement()
        .satisfies(message -> assertThat(message.payload()).containsExactly(2));
  }

  @Test
  void anEmptyMessageIsOne() throws RtmpException {
    assertThat(read(new Chunked().first(4, 0, 8, 0, payload(0, 0)))).hasSize(1);
  }

  @Test
  void whatIsBeyondALimitIsRefused() {
    refused(new Chunked().first(6, 0, 9, LIMIT + 1, payload(1, 1)), "message length: 10001");
    refused(
        new Chunked().first(6, 0, 9, 6_000, payload(128, 1)).first(7, 0, 9, 6_000, payload(128, 1)),
        "message length: 12000");
    refused(new Chunked().control(MessageType.SET_CHUNK_SIZE, 0), "chunk size: 0");
    refused(new Chunked().control(MessageType.SET_CHUNK_SIZE, -1), "chunk size: 4294967295");
    Chunked many = new Chunked();
    for (int id = 3; id < 40; id++) {
      many.first(id, 0, 8, 1, payload(1, 1));
    }
    refused(many, "chunk streams: more (expected: at most 32)");
  }

  @Test
  void whatIsOutOfOrderIsRefused() {
    refused(new Chunked().next(4, payload(1, 1)), "first chunk: format 3");
    refused(
        new Chunked().first(6, 0, 9, 300, payload(128, 1)).first(6, 0, 9, 300, payload(128, 1)),
        "chunk: format 0 (expected: the rest of its message)");
    refused(new Chunked().first(2, 0, 1, 2, payload(2, 1)), "control message: 2 bytes");
  }

  /** In however many pieces bytes come, the messages are the same. */
  @Test
  void splittingChangesNothing() throws RtmpException {
    Random random = new Random(1_935);
    for (int round = 0; round < 100; round++) {
      byte[] bytes = RtmpCases.stream(random);
      List<RtmpMessage> whole = new ChunkReader(1 << 20).read(ByteBuffer.wrap(bytes));
      assertThat(whole).isNotEmpty();
      assertThat(pieces(bytes, random)).usingRecursiveComparison().isEqualTo(whole);
    }
  }

  private static List<RtmpMessage> pieces(byte[] bytes, Random random) throws RtmpException {
    ChunkReader reader = new ChunkReader(1 << 20);
    List<RtmpMessage> messages = new ArrayList<>();
    int longest = 1 + random.nextInt(200);
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(longest));
      messages.addAll(reader.read(ByteBuffer.wrap(bytes, at, length)));
      at += length;
    }
    return messages;
  }

  private static List<RtmpMessage> read(Chunked chunks) throws RtmpException {
    return new ChunkReader(LIMIT).read(ByteBuffer.wrap(chunks.bytes()));
  }

  private static void refused(Chunked chunks, String message) {
    assertThatExceptionOfType(RtmpException.class)
        .isThrownBy(() -> read(chunks))
        .withMessageContaining(message);
  }
}
