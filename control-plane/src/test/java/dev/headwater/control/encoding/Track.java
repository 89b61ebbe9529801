package dev.headwater.control.encoding;

import dev.headwater.media.isobmff.ByteSource;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.MediaSegmentInfo;
import dev.headwater.media.isobmff.TrackFragment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A track as it was pushed.
 *
 * @param fragments that are whole
 * @param clocked how many of them bear the time of day
 */
record Track(
    Optional<InitializationSection> initialization, List<TrackFragment> fragments, int clocked) {
  static Track read(byte[] bytes) {
    try {
      return parse(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Track parse(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Optional<InitializationSection> initialization = Optional.empty();
    List<TrackFragment> fragments = new ArrayList<>();
    int clocked = 0;
    int from = 0;
    int at = 0;
    while (at + 8 <= bytes.length && at + buffer.getInt(at) <= bytes.length) {
      String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      at += buffer.getInt(at);
      byte[] boxes = Arrays.copyOfRange(bytes, from, at);
      switch (type) {
        case "moov" -> {
          initialization = Optional.of(InitializationSection.read(ByteSource.of(boxes)));
          from = at;
        }
        case "mdat" -> {
          fragments.addAll(
              MediaSegmentInfo.read(ByteSource.of(boxes), initialization.orElseThrow())
                  .fragments());
          from = at;
        }
        case "prft" -> clocked++;
        default -> {}
      }
    }
    return new Track(initialization, fragments, clocked);
  }

  List<Double> durations() {
    return fragments.stream().map(fragment -> fragment.duration().seconds()).toList();
  }

  /** When each fragment that decoding can start at begins, in seconds. */
  List<Double> syncTimes() {
    return fragments.stream()
        .filter(TrackFragment::startsWithSync)
        .map(fragment -> fragment.firstDecodeTime().seconds())
        .toList();
  }
}
