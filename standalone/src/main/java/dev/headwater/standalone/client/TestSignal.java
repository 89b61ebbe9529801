package dev.headwater.standalone.client;

import dev.headwater.engines.FfmpegPrograms;
import java.util.List;
import java.util.stream.Stream;

/** A clock and a tone that beeps each second, as arguments of ffmpeg. Immutable. */
record TestSignal(String picture) {
  private static final String SIZE = "640x360";
  private static final int RATE = 30;

  /** Needs an ffmpeg with a font. */
  static final TestSignal CLOCK =
      new TestSignal(
          ("color=c=0x16324f:s=%s:r=%d,drawtext=text='%%{localtime\\:%%T}':fontcolor=white:fontsize=96"
                  + ":x=(w-text_w)/2:y=(h-text_h)/2,drawtext=text='%%{n}':fontcolor=white:fontsize=32:x=(w-text_w)/2:y=h-64")
              .formatted(SIZE, RATE));

  /** Shows the seconds since its start in small figures. */
  static final TestSignal PATTERN =
      new TestSignal("testsrc2=size=%s:rate=%d".formatted(SIZE, RATE));

  /** A key frame each two seconds, and fragments of a third of a second, each a part. */
  private static final String PICTURES =
      "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -g %d -sc_threshold 0 -b:v 800k"
          .formatted(2 * RATE);

  private static final String TRACK =
      "-f mp4 -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 333333"
          + " -method PUT -chunked_post 1";

  /** One picture of it, to see whether this ffmpeg can make it. */
  List<String> trial() {
    return Stream.concat(
            Stream.of("-nostdin", "-v", "quiet", "-f", "lavfi", "-i", picture),
            words("-frames:v 1 -f null -"))
        .toList();
  }

  /**
   * Sent as a track on a request each.
   *
   * @param base of the channel's ingest address, with who sends, and a slash at the end
   */
  List<String> cmaf(String base) {
    return Stream.of(
            sources(),
            words("-map 0 " + PICTURES + " " + TRACK),
            Stream.of(base + "360p.cmfv"),
            words("-map 1 -c:a aac -b:a 96k " + TRACK),
            Stream.of(base + "audio.cmfa"))
        .flatMap(words -> words)
        .toList();
  }

  /**
   * @param url with the stream key
   */
  List<String> rtmp(String url) {
    return Stream.of(sources(), words(PICTURES + " -c:a aac -b:a 96k -f flv"), Stream.of(url))
        .flatMap(words -> words)
        .toList();
  }

  private Stream<String> sources() {
    return Stream.of(
            words("-nostdin -v error -re -f lavfi -i"),
            Stream.of(picture),
            words("-re -f lavfi -i sine=frequency=440:beep_factor=2:sample_rate=48000"))
        .flatMap(words -> words);
  }

  private static Stream<String> words(String line) {
    return Stream.of(line.split(" ", -1));
  }

  /** The clock where this ffmpeg can draw text. */
  static TestSignal of(FfmpegPrograms programs) {
    return TestEncoder.runs(programs, CLOCK.trial()) ? CLOCK : PATTERN;
  }
}
