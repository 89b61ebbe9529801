package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a source's sound and subtitles, with real ffmpeg, PostgreSQL and a directory. */
class PackagedTracksIT {
  private static final Pattern LOUDNESS = Pattern.compile("I: +(-?[0-9.]+) LUFS\\s+Threshold");

  @TempDir static Path folder;

  private static TestWorker worker;
  private static PackagingWorker packaging;

  @BeforeAll
  static void start() {
    worker = new TestWorker(folder);
    packaging = worker.start();
  }

  @AfterAll
  static void stop() {
    packaging.close().await();
    worker.close();
  }

  @Test
  void everyTrackOfSoundIsARenditionInItsLanguage() throws Exception {
    String tracks =
        "-f lavfi -i testsrc2=s=160x90:r=25:d=5 -f lavfi -i sine=440:d=5"
            + " -f lavfi -i sine=880:d=5 -map 0:v -map 1:a -map 2:a -c:v libx264"
            + " -preset ultrafast -c:a aac -metadata:s:a:0 language=ger"
            + " -metadata:s:a:1 language=eng -metadata:s:a:1 title=Commentary"
            + " -disposition:a:0 0 -disposition:a:1 default";
    Row title = ready(TestClip.ffmpeg(folder.resolve("languages.mkv"), List.of(tracks.split(" "))));
    assertThat(Files.readString(file(title, "index.m3u8")))
        .contains(
            "NAME=\"Commentary\",LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES",
            "NAME=\"German\",LANGUAGE=\"de\",AUTOSELECT=YES");
    assertThat(title.getJsonArray("renditions").stream().map(JsonObject.class::cast))
        .extracting(rendition -> rendition.getString("id") + " " + rendition.getString("language"))
        .containsExactly("90p null", "audio en", "audio-2 de");
    assertThat(cuts(title, "audio-2")).isEqualTo(cuts(title, "audio"));
  }

  @Test
  void subtitlesOfTheSourceAreRenditionsThatAreCutLikeTheMedia() throws Exception {
    Path srt = folder.resolve("talk.srt");
    Files.writeString(
        srt,
        """
        1
        00:00:01,000 --> 00:00:02,000
        Hello

        2
        00:00:03,500 --> 00:00:05,000
        <i>across</i>
        """);
    String tracks =
        "-f lavfi -i testsrc2=s=160x90:r=25:d=9 -i FILE -map 0 -map 1 -map 1 -c:v libx264"
            + " -preset ultrafast -c:s srt -metadata:s:s:0 language=fre"
            + " -metadata:s:s:1 title=Signs -disposition:s:0 0 -disposition:s:1 forced";
    Path source =
        TestClip.ffmpeg(
            folder.resolve("subtitles.mkv"),
            List.of(tracks.replace("FILE", srt.toString()).split(" ")));
    Row title = ready(source);
    assertThat(Files.readString(file(title, "index.m3u8")))
        .contains(
            "TYPE=SUBTITLES,GROUP-ID=\"subtitles\",NAME=\"French\",LANGUAGE=\"fr\"",
            "NAME=\"Signs\",AUTOSELECT=YES,FORCED=YES",
            "SUBTITLES=\"subtitles\"");
    assertThat(cuts(title, "subtitles")).isEqualTo(cuts(title, "90p"));
    assertThat(Files.readString(file(title, "subtitles/0.vtt"))).contains("Hello", "<i>across</i>");
    assertThat(Files.readString(file(title, "subtitles/1.vtt")))
        .contains("00:00:03.500 --> 00:00:05.000", "<i>across</i>")
        .doesNotContain("Hello");
    assertThat(Files.readString(file(title, "subtitles-2/2.vtt"))).doesNotContain("-->");
    assertThat(Files.readString(file(title, "manifest.mpd")))
        .contains("contentType=\"text\"", "mimeType=\"text/vtt\"");
  }

  @Test
  void quietSoundIsMadeAsLoudAsOthers() throws Exception {
    Path quiet =
        TestClip.of(folder.resolve("quiet.mp4"), "160x90", "25", "5", "-af", "volume=-10dB");
    Row title = ready(quiet);
    assertThat(loudness(quiet)).isLessThan(-25);
    assertThat(loudness(file(title, "audio/index.m3u8"))).isBetween(-18.5, -17.5);
  }

  private static Row ready(Path source) throws IOException {
    Row title = worker.settled(worker.submit(source));
    assertThat(title.getString("error")).isNull();
    return title;
  }

  private static Path file(Row title, String name) {
    return worker.publication(title).resolve(name);
  }

  private static List<String> cuts(Row title, String rendition) throws IOException {
    return Files.readString(file(title, rendition + "/index.m3u8"))
        .lines()
        .filter(line -> line.startsWith("#EXTINF"))
        .toList();
  }

  /** In LUFS. */
  private static double loudness(Path media) throws Exception {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    ProcessBuilder builder =
        new ProcessBuilder(
                programs.ffmpeg().toString(),
                "-nostdin",
                "-nostats",
                "-i",
                media.toString(),
                "-map",
                "0:a:0",
                "-af",
                "ebur128=framelog=verbose",
                "-f",
                "null",
                "-")
            .redirectErrorStream(true);
    builder.environment().putAll(programs.environment());
    Process process = builder.start();
    String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(report).isZero();
    Matcher matcher = LOUDNESS.matcher(report);
    assertThat(matcher.find()).as(report).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
