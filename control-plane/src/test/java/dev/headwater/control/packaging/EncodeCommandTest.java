package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncodeCommandTest {
  private static final PackagingSettings SETTINGS =
      Settings.load(PackagingSettings.class, null, Map.of("HEADWATER_THREADS", "2"));
  private static final AudioTrack AUDIO = new AudioTrack(1, 6, 0);

  @Test
  void aSourceIsDecodedOnceForAllRungs() {
    List<String> command = command(media(TestTracks.video(1280, 720), AUDIO));
    assertThat(command).filteredOn("-i"::equals).hasSize(1);
    assertThat(option(command, "-filter_complex"))
        .isEqualTo(
            "[0:0]setpts=PTS-STARTPTS,fps=fps=25,scale=1280:720:flags=bicubic,setsar=1,"
                + "format=yuv420p,split=4[v0][s1][s2][s3];"
                + "[s1]scale=854:480:flags=bicubic,setsar=1[v1];"
                + "[s2]scale=640:360:flags=bicubic,setsar=1[v2];"
                + "[s3]scale=426:240:flags=bicubic,setsar=1[v3]");
    assertThat(
            option(
                command.subList(command.indexOf("-filter_complex") + 1, command.size()),
                "-filter_complex"))
        .isEqualTo("[0:1]asetpts=PTS-0.000000/TB,aresample=48000:async=1:first_pts=0[a0]");
    assertThat(command).filteredOn("libx264"::equals).hasSize(4);
    assertThat(command).filteredOn("aac"::equals).hasSize(1);
  }

  @Test
  void keyFramesAreTheFirstAtOrAfterEachBoundaryInWholeNumbers() {
    VideoTrack film = TestTracks.video(320, 180, "24000/1001", "24000/1001");
    List<String> command = command(media(film, AUDIO));
    assertThat(option(command, "-force_key_frames")).isEqualTo("expr:gte(n*1001,n_forced*96000)");
    assertThat(option(command, "-g")).isEqualTo("97");
    assertThat(option(command, "-sc_threshold")).isEqualTo("0");
    assertThat(option(command, "-flags")).isEqualTo("+cgop");
  }

  @Test
  void anUntrustedFileOpensNoOther() {
    List<String> command = command(media(TestTracks.video(320, 180), AUDIO));
    assertThat(option(command, "-protocol_whitelist")).isEqualTo("file");
    assertThat(option(command, "-format_whitelist").split(","))
        .doesNotContain("hls", "concat", "dash", "image2", "sdp", "rtsp", "lavfi", "ffmetadata");
    assertThat(command.indexOf("-format_whitelist")).isLessThan(command.indexOf("-i"));
    assertThat(option(command, "-i")).isEqualTo("file:/in");
  }

  @Test
  void soundIsAtMostStereo() {
    List<String> command = command(media(TestTracks.video(320, 180), AUDIO));
    assertThat(option(command, "-ac")).isEqualTo("2");
    assertThat(option(command, "-b:a")).isEqualTo("128k");
  }

  @Test
  void audioAloneHasNoPictures() {
    List<String> command =
        command(new SourceMedia("mp3", 10, 0, Optional.empty(), List.of(AUDIO), List.of()));
    assertThat(command).doesNotContain("libx264");
    assertThat(option(command, "-map")).isEqualTo("[a0]");
  }

  @Test
  void picturesAloneHaveNoSound() {
    List<String> command =
        command(
            new SourceMedia(
                "mp4", 10, 0, Optional.of(TestTracks.video(320, 180)), List.of(), List.of()));
    assertThat(command).doesNotContain("aac");
  }

  @Test
  void soundThatLeadsALittleIsCutSoThatTheFirstFrameIsAtZero() {
    SourceMedia media = media(TestTracks.startingAt(1.421), new AudioTrack(1, 2, 1.4), 1.4);
    assertThat(String.join(";", FilterGraph.of(EncodePlan.of(media))))
        .contains("setpts=PTS-STARTPTS,fps=fps=25,")
        .contains("asetpts=PTS-0.021000/TB");
  }

  @Test
  void picturesThatComeMuchLaterAreHeldFromZero() {
    SourceMedia media = media(TestTracks.startingAt(3), new AudioTrack(1, 2, 0));
    assertThat(String.join(";", FilterGraph.of(EncodePlan.of(media))))
        .startsWith("[0:0]fps=fps=25:start_time=0,")
        .contains("asetpts=PTS-0.000000/TB");
  }

  private static SourceMedia media(VideoTrack video, AudioTrack audio) {
    return media(video, audio, 0);
  }

  private static SourceMedia media(VideoTrack video, AudioTrack audio, double start) {
    return new SourceMedia("mp4", 10, start, Optional.of(video), List.of(audio), List.of());
  }

  private static List<String> command(SourceMedia media) {
    return EncodeCommand.of(SETTINGS, EncodePlan.of(media), Path.of("/in"), Path.of("/out"));
  }

  private static String option(List<String> command, String name) {
    return command.get(command.indexOf(name) + 1);
  }
}
