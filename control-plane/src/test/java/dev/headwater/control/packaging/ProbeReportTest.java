package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeReportTest {
  @Test
  void aDisplayMatrixTurnsThePicture() throws IOException {
    SourceMedia media = read("portrait-by-rotation");
    VideoTrack video = media.video().orElseThrow();
    assertThat(video.coded()).isEqualTo(new Resolution(320, 180));
    assertThat(video.rotationDegrees()).isEqualTo(270);
    assertThat(video.displayed()).isEqualTo(new Resolution(180, 320));
    assertThat(media.audio()).contains(new AudioTrack(1, 1, 0));
    assertThat(media.durationSeconds()).isEqualTo(2);
    assertThat(media.container()).startsWith("mov,mp4");
  }

  @Test
  void aCoverImageIsNotAVideo() throws IOException {
    SourceMedia media = read("music-with-cover");
    assertThat(media.video()).isEmpty();
    assertThat(media.audio()).contains(new AudioTrack(0, 1, 0.025057));
    assertThat(media.startSeconds()).isEqualTo(0.025056);
  }

  @Test
  void samplesThatAreNotSquareAreStretched() throws IOException {
    VideoTrack video = read("anamorphic-interlaced").video().orElseThrow();
    assertThat(video.sampleWidth()).isEqualTo(64);
    assertThat(video.sampleHeight()).isEqualTo(45);
    assertThat(video.displayed()).isEqualTo(new Resolution(1024, 576));
    assertThat(video.interlaced()).isTrue();
  }

  @Test
  void averageAndNominalFrameRateAreTold() throws IOException {
    VideoTrack video = read("variable-frame-rate").video().orElseThrow();
    assertThat(video.nominal()).contains(FrameRate.of(30));
    assertThat(OutputFrameRate.value(video.average().orElseThrow())).isBetween(20.0, 21.0);
  }

  @Test
  void subtitlesAloneAreNothingToPlay() throws IOException {
    SourceMedia media = read("subtitles-only");
    assertThat(media.video()).isEmpty();
    assertThat(media.audio()).isEmpty();
  }

  @Test
  void theDefaultTrackIsPreferred() {
    JsonObject second =
        audio(1).put("channels", 2).put("disposition", new JsonObject().put("default", 1));
    SourceMedia media = ProbeReport.read(streams(audio(0), second));
    assertThat(media.audio().orElseThrow().index()).isEqualTo(1);
  }

  @Test
  void allTracksOfSoundAreTakenTheDefaultOneFirst() {
    JsonObject english = tagged(audio(1), "eng", "Commentary");
    JsonObject german =
        tagged(audio(2), "ger", "").put("disposition", new JsonObject().put("default", 1));
    SourceMedia media = ProbeReport.read(streams(english, german, audio(3)));
    assertThat(media.sounds()).extracting(AudioTrack::index).containsExactly(2, 1, 3);
    assertThat(media.sounds())
        .extracting(AudioTrack::language)
        .containsExactly(Optional.of("de"), Optional.of("en"), Optional.empty());
    assertThat(media.sounds().get(1).title()).contains("Commentary");
  }

  @Test
  void ofThousandsOfTracksSomeAreTaken() {
    JsonObject[] many =
        IntStream.range(0, 5000).mapToObj(ProbeReportTest::audio).toArray(JsonObject[]::new);
    assertThat(ProbeReport.read(streams(many)).sounds()).hasSize(16);
  }

  @Test
  void aTrackWithoutADecoderIsNotPlayable() {
    JsonObject unknown = audio(0);
    unknown.remove("codec_name");
    assertThat(ProbeReport.read(streams(unknown)).audio()).isEmpty();
  }

  @Test
  void oddValuesAreUnknown() {
    JsonObject odd =
        new JsonObject()
            .put("index", 0)
            .put("codec_type", "video")
            .put("codec_name", "h264")
            .put("width", 16)
            .put("height", 16)
            .put("r_frame_rate", "0/0")
            .put("avg_frame_rate", "x")
            .put("start_time", "N/A")
            .put("sample_aspect_ratio", "0:1");
    VideoTrack video = ProbeReport.read(streams(odd)).video().orElseThrow();
    assertThat(video.average()).isEmpty();
    assertThat(video.nominal()).isEmpty();
    assertThat(video.startSeconds()).isZero();
    assertThat(video.displayed()).isEqualTo(new Resolution(16, 16));
  }

  @Test
  void theDurationIsThatOfTheTracksWhichAreTaken() {
    JsonObject report =
        streams(audio(0).put("start_time", "1.5").put("duration", "4.0"))
            .put("format", new JsonObject().put("start_time", "1.0").put("duration", "60.0"));
    assertThat(ProbeReport.read(report).durationSeconds()).isEqualTo(4.5);
  }

  @Test
  void theDurationIsTheFilesWhereTheTracksTellNone() {
    JsonObject report = streams(audio(0)).put("format", new JsonObject().put("duration", "60.0"));
    assertThat(ProbeReport.read(report).durationSeconds()).isEqualTo(60);
  }

  @Test
  void anEmptyReportHoldsNothing() {
    assertThat(ProbeReport.read(new JsonObject()).video()).isEmpty();
  }

  private static JsonObject streams(JsonObject... streams) {
    JsonArray array = new JsonArray();
    for (JsonObject stream : streams) {
      array.add(stream);
    }
    return new JsonObject().put("streams", array);
  }

  private static JsonObject audio(int index) {
    return new JsonObject()
        .put("index", index)
        .put("codec_type", "audio")
        .put("codec_name", "aac")
        .put("channels", 1)
        .put("sample_rate", "48000");
  }

  private static JsonObject tagged(JsonObject stream, String language, String title) {
    return stream.put("tags", new JsonObject().put("language", language).put("title", title));
  }

  private static SourceMedia read(String sample) throws IOException {
    try (InputStream json = ProbeReportTest.class.getResourceAsStream(sample + ".json")) {
      return ProbeReport.read(
          new JsonObject(
              new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8)));
    }
  }
}
