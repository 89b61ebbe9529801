package dev.headwater.control.encoding.encoder;

import dev.headwater.control.encoding.flv.FlvTag;
import dev.headwater.control.encoding.flv.FlvWriter;
import dev.headwater.control.encoding.flv.StreamHeads;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of what an encoder sends, from a key frame on, and enough of it to tell what it is.
 * Confined to one thread.
 */
final class Opening {
  /** Enough frames to tell their rate, where the metadata doesn't. */
  private static final int ENOUGH_MILLIS = 500;

  /** A track that hasn't come by then is taken to be absent. */
  private static final int ABSENT_MILLIS = 2_000;

  private static final long MAX_BYTES = 16L << 20;

  /** An encoder that sends no media for so long is not waited for any longer. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private StreamHeads heads;
  private final List<FlvTag> tags = new ArrayList<>();
  private long bytes;
  private boolean video;
  private boolean audio;

  private Opening(StreamHeads heads) {
    this.heads = heads;
  }

  /** Waits for it; empty where the encoder leaves before. */
  static Optional<Opening> of(Publisher publisher) throws InterruptedException, EncoderException {
    Opening opening = new Opening(publisher.want());
    while (!opening.isEnough()) {
      Optional<FlvTag> tag = publisher.take(LIMIT);
      if (tag.isEmpty()) {
        if (publisher.hasEnded()) {
          return Optional.empty();
        }
        throw new EncoderException("no media comes");
      }
      opening.add(tag.get());
    }
    return Optional.of(opening);
  }

  private void add(FlvTag tag) throws EncoderException {
    heads = heads.with(tag);
    if (tag.kind() == FlvTag.Kind.SCRIPT || tag.isSequenceHeader()) {
      return;
    }
    if (!video && tag.kind() == FlvTag.Kind.VIDEO) {
      if (!tag.isKeyFrame()) {
        return;
      }
      tags.clear(); // sound that came before pictures
      bytes = 0;
      audio = false;
    }
    video |= tag.kind() == FlvTag.Kind.VIDEO;
    audio |= tag.kind() == FlvTag.Kind.AUDIO;
    tags.add(tag);
    bytes += tag.memoryBytes();
    if (bytes > MAX_BYTES) {
      throw new EncoderException("its first second is too large");
    }
  }

  private boolean isEnough() {
    return millis() >= (video && audio ? ENOUGH_MILLIS : ABSENT_MILLIS);
  }

  private int millis() {
    return tags.isEmpty() ? 0 : (int) (tags.getLast().timestampMillis() - originMillis());
  }

  double seconds() {
    return millis() / 1000.0;
  }

  /** Time of its first tag. */
  long originMillis() {
    return tags.getFirst().timestampMillis();
  }

  /** What ffmpeg has to be told before any media. */
  List<FlvTag> headTags() {
    return heads.tags();
  }

  List<FlvTag> tags() {
    return tags;
  }

  /** What the stream begins with. */
  byte[] header() {
    return FlvWriter.header(video, audio);
  }

  /** All of it. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header());
    headTags().forEach(tag -> all.writeBytes(FlvWriter.bytes(tag)));
    tags.forEach(tag -> all.writeBytes(FlvWriter.bytes(tag)));
    return all.toByteArray();
  }
}
