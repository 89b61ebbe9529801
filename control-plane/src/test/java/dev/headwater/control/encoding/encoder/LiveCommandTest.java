package dev.headwater.control.encoding.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.packaging.AudioTrack;
import dev.headwater.control.packaging.SourceMedia;
import dev.headwater.control.packaging.VideoTrack;
import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import dev.headwater.platform.channel.Latency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveCommandTest {
  private static final EncoderSettings SETTINGS =
      new EncoderSettings("ffmpeg", "ffprobe", Map.of(), "faster", 2);
  private static final AudioTrack AUDIO = new AudioTrack(1, 6, 0);

  @Test
  void aSourceIsDecodedOnceForAllRungsAndNoneIsLargerThanItIs() {
    List<String> command = command(plan(1280, 720, FrameRate.of(30), Latency.LOW));
    assertThat(command).filteredOn("-i"::equals).hasSize(1);
    assertThat(option(command, "-filter_complex"))
        .isEqualTo(
            "[0:0]fps=fps=30,scale=1280:720:flags=bicubic,setsar=1,format=yuv420p,"
                + "split=4[v0][s1][s2][s3];"
                + "[s1]scale=854:480:flags=bicubic,setsar=1[v1];"
                + "[s2]scale=640:360:flags=bicubic,setsar=1[v2];"
                + "[s3]scale=426:240:flags=bicubic,setsar=1[v3]");
    assertThat(command)
        .contains(
            "unix:720p.sock",
            "unix:480p.sock",
            "unix:360p.sock",
            "unix:240p.sock",
            "unix:audio.sock");
    assertThat(option(command, "-preset")).isEqualTo("faster");
    assertThat(option(command, "-tune")).isEqualTo("zerolatency");
  }

  /** The first at or after each boundary, and as many frames in a fragment as a part may have. */
  @ParameterizedTest
  @CsvSource({
    "LOW, 30, 1, 'expr:gte(n*1,n_forced*60)', 61, 10",
    "LOW, 30000, 1001, 'expr:gte(n*1001,n_forced*60000)', 61, 10",
    "LOW, 25, 1, 'expr:gte(n*1,n_forced*50)', 51, 8",
    "LOW, 24, 1, 'expr:gte(n*1,n_forced*48)', 49, 8",
    "LOW, 50, 1, 'expr:gte(n*1,n_forced*100)', 101, 16",
    "LOW, 60, 1, 'expr:gte(n*1,n_forced*120)', 121, 20",
    "LOW, 1, 1, 'expr:gte(n*1,n_forced*2)', 3, 1",
    "STANDARD, 25, 1, 'expr:gte(n*1,n_forced*100)', 101, 8"
  })
  void keyFramesAndFragments(
      Latency latency,
      long numerator,
      long denominator,
      String keyFrames,
      String group,
      int frames) {
    List<String> command = command(plan(320, 180, new FrameRate(numerator, denominator), latency));
    assertThat(option(command, "-force_key_frames")).isEqualTo(keyFrames);
    assertThat(option(command, "-g")).isEqualTo(group);
    assertThat(option(command, "-sc_threshold")).isEqualTo("0");
    double fragment = Double.parseDouble(option(command, "-frag_duration")) / 1_000_000;
    double frame = (double) denominator / numerator;
    assertThat(fragment).isBetween((frames - 0.51) * frame, (frames - 0.49) * frame);
    assertThat(frames == 1 || frames * frame <= 0.334).isTrue();
  }

  @Test
  void whatComesInOpensNothingElse() {
    List<String> command = command(plan(320, 180, FrameRate.of(30), Latency.LOW));
    assertThat(option(command, "-protocol_whitelist")).isEqualTo("pipe");
    assertThat(option(command, "-format_whitelist")).isEqualTo("flv");
    assertThat(command.indexOf("-format_whitelist")).isLessThan(command.indexOf("-i"));
    assertThat(option(command, "-i")).isEqualTo("pipe:0");
  }

  @Test
  void soundIsStereoAt48KilohertzInPartsOf15Frames() {
    List<String> command =
        command(
            LivePlan.of(
                new SourceMedia("flv", 0, 0, Optional.empty(), List.of(AUDIO), List.of()),
                0.5,
                Latency.LOW));
    assertThat(command).doesNotContain("libx264").contains("unix:audio.sock");
    assertThat(option(command, "-filter_complex"))
        .isEqualTo("[0:1]aresample=48000:async=1:first_pts=0[a0]");
    assertThat(option(command, "-ac")).isEqualTo("2");
    assertThat(option(command, "-b:a")).isEqualTo("128k");
    assertThat(option(command, "-frag_duration")).isEqualTo("309333");
  }

  @Test
  void picturesAloneHaveNoSound() {
    VideoTrack video = video(320, 180, FrameRate.of(30));
    LivePlan plan =
        LivePlan.of(
            new SourceMedia("flv", 0, 0, Optional.of(video), List.of(), List.of()),
            0.5,
            Latency.LOW);
    assertThat(command(plan)).doesNotContain("aac", "unix:audio.sock");
    assertThat(plan.tracks()).extracting(LiveTrack::file).containsExactly("180p.cmfv");
  }

  private static LivePlan plan(int width, int height, FrameRate frameRate, Latency latency) {
    return LivePlan.of(
        new SourceMedia(
            "flv", 0, 0, Optional.of(video(width, height, frameRate)), List.of(AUDIO), List.of()),
        0.5,
        latency);
  }

  private static VideoTrack video(int width, int height, FrameRate frameRate) {
    return new VideoTrack(
        0,
        new Resolution(width, height),
        0,
        1,
        1,
        Optional.of(frameRate),
        Optional.of(frameRate),
        0,
        false);
  }

  private static List<String> command(LivePlan plan) {
    return LiveCommand.of(SETTINGS, plan);
  }

  private static String option(List<String> command, String name) {
    return command.get(command.indexOf(name) + 1);
  }
}
