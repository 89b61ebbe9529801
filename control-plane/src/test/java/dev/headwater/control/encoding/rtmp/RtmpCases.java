package dev.headwater.control.encoding.rtmp;

import static dev.headwater.control.encoding.rtmp.Chunked.payload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;

/** Streams of chunks that are well-formed, and unlike each other. */
final class RtmpCases {
  private RtmpCases() {}

  /** Commands, metadata and media, audio between the chunks of video. */
  static byte[] stream(Random random) {
    Chunked chunks = new Chunked();
    int size = 128;
    if (random.nextBoolean()) {
      size = 1 + random.nextInt(5_000);
      chunks.control(MessageType.SET_CHUNK_SIZE, size);
    }
    chunks.first(3, 0, MessageType.COMMAND, 5, payload(Math.min(5, size), 2));
    for (int sent = size; sent < 5; sent += size) {
      chunks.next(3, payload(Math.min(5 - sent, size), 2));
    }
    long time = random.nextBoolean() ? 0 : 0xFF_FF00L + random.nextInt(1_000);
    for (int n = random.nextInt(8); n >= 0; n--) {
      interleaved(chunks, size, time + 40L * n, random);
    }
    return chunks.bytes();
  }

  private static void interleaved(Chunked chunks, int size, long time, Random random) {
    int video = random.nextInt(2_000);
    int audio = Math.min(size, random.nextInt(200));
    Deque<Integer> rest = new ArrayDeque<>();
    for (int left = video - Math.min(size, video); left > 0; left -= size) {
      rest.add(Math.min(size, left));
    }
    chunks.first(
        6, time, MessageType.VIDEO, video, payload(Math.min(size, video), random.nextInt()));
    chunks.first(4, time, MessageType.AUDIO, audio, payload(audio, random.nextInt()));
    for (int length : rest) {
      if (time >= 0xFFFFFF) {
        chunks.next(6, time, payload(length, random.nextInt()));
      } else {
        chunks.next(6, payload(length, random.nextInt()));
      }
    }
  }

  /** What encoders send before media, in one chunk each. */
  static byte[][] commands() {
    AmfValue.Text live = new AmfValue.Text("live");
    return new byte[][] {
      Amf0Writer.write(
          new AmfValue.Text("connect"),
          new AmfValue.Numeric(1),
          new AmfValue.Fields(
              Map.of(
                  "app", live,
                  "type", new AmfValue.Text("nonprivate"),
                  "tcUrl", new AmfValue.Text("rtmp://localhost/live")))),
      Amf0Writer.write(
          new AmfValue.Text("releaseStream"),
          new AmfValue.Numeric(2),
          AmfValue.NOTHING,
          new AmfValue.Text("key")),
      Amf0Writer.write(
          new AmfValue.Text("createStream"), new AmfValue.Numeric(4), AmfValue.NOTHING),
      Amf0Writer.write(
          new AmfValue.Text("publish"),
          new AmfValue.Numeric(5),
          AmfValue.NOTHING,
          new AmfValue.Text("key"),
          live)
    };
  }
}
