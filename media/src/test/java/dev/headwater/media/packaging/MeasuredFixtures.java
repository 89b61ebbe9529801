package dev.headwater.media.packaging;

import dev.headwater.media.Fixtures;
import dev.headwater.media.FrameRate;
import dev.headwater.media.isobmff.ByteSource;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.MediaSegmentInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fixtures, measured as a worker would. */
final class MeasuredFixtures {
  private MeasuredFixtures() {}

  static MeasuredRendition.Video low() {
    return new MeasuredRendition.Video(
        "low", initialization("low").video().orElseThrow(), segments("low", 2), FrameRate.of(24));
  }

  static MeasuredRendition.Video high() {
    return new MeasuredRendition.Video(
        "high",
        initialization("high").video().orElseThrow(),
        segments("high", 3),
        FrameRate.parse("24000/1001"));
  }

  static MeasuredRendition.Audio mono() {
    return new MeasuredRendition.Audio(
        "mono",
        initialization("mono").audio().orElseThrow(),
        segments("mono", 3),
        "English",
        Optional.of("en"));
  }

  private static InitializationSection initialization(String rendition) {
    try {
      return InitializationSection.read(
          ByteSource.of(Fixtures.bytes(PackageLayout.initialization(rendition))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<MeasuredSegment> segments(String rendition, int count) {
    InitializationSection initialization = initialization(rendition);
    return IntStream.range(0, count)
        .mapToObj(n -> segment(PackageLayout.segment(rendition, n), initialization))
        .toList();
  }

  private static MeasuredSegment segment(String name, InitializationSection initialization) {
    try {
      return MeasuredSegment.of(
          MediaSegmentInfo.read(ByteSource.of(Fixtures.bytes(name)), initialization));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
