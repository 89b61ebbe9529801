package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.publication.Publication;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a file to a publication, with real ffmpeg, PostgreSQL and a directory. */
class PackagingIT {
  /** The encoder's delay of 1024 samples comes before the sound of time zero. */
  private static final String PRIMING = "-0.021333";

  private static final String READ_FRAMES = "stream=nb_read_frames";

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
  void aVideoWithSoundBecomesReady() throws Exception {
    Row title = ready(clip("whole.mp4", "426x240", "25", "12"));
    assertThat(title.getDouble("duration_seconds")).isBetween(12.0, 12.05);
    assertThat(title.getDouble("progress")).isEqualTo(1);
    assertThat(title.getBoolean("has_poster")).isTrue();
    assertThat(title.getArrayOfStrings("epochs")).containsExactly(title.getString("epoch"));
    assertThat(title.getJsonArray("renditions").stream().map(JsonObject.class::cast))
        .extracting(rendition -> rendition.getString("id"))
        .containsExactly("240p", "audio");
    assertThat(frames(title, "240p")).containsExactly("300");
    assertThat(starts(title)).containsExactlyInAnyOrder("0.000000", PRIMING);
    assertThat(files(title))
        .contains("index.m3u8", "manifest.mpd", "poster.jpg", "publication.json")
        .contains("240p/index.m3u8", "240p/init.mp4", "240p/0.m4s", "240p/2.m4s")
        .contains("audio/index.m3u8", "audio/init.mp4", "audio/0.m4s")
        .noneMatch(file -> file.contains("encoder"));
    Publication publication =
        Publication.fromJson(new JsonObject(Files.readString(file(title, "publication.json"))));
    assertThat(publication.visibility()).isEqualTo(Publication.Visibility.PUBLIC);
    assertThat(publication.publisher()).hasValue(title.getString("owner_id"));
    assertThat(Files.readString(file(title, "index.m3u8")))
        .contains("RESOLUTION=426x240", "FRAME-RATE=25.000", "CODECS=\"avc1.640015,mp4a.40.2\"");
  }

  /** Its keys are put where its playlists look for them: below the root of the store. */
  @Test
  void thePlaylistsOfAPrivateTitleLeadToTheKeysThatItsSegmentsAreEncryptedWith() throws Exception {
    Row title = worker.settled(worker.submitPrivate(clip("own.mp4", "160x90", "25", "9")));
    assertThat(title.getString("status")).isEqualTo("ready");
    assertThat(title.getBoolean("encrypted")).isTrue();
    assertThat(files(title)).contains("poster.jpg").doesNotContain("manifest.mpd");
    Publication publication =
        Publication.fromJson(new JsonObject(Files.readString(file(title, "publication.json"))));
    assertThat(publication.keys())
        .extracting(ContentKey::id)
        .containsExactly(
            "%s-%s-0".formatted(title.getString("id"), title.getString("epoch")),
            "%s-%s-1".formatted(title.getString("id"), title.getString("epoch")));
    Path keys = Files.createDirectories(worker.store().localPath("keys"));
    for (ContentKey key : publication.keys()) {
      Files.write(keys.resolve(key.id()), key.open(TestWorker.ENVELOPE).orElseThrow());
    }
    assertThat(
            TestClip.probe(
                file(title, "index.m3u8"),
                "-protocol_whitelist",
                "file,crypto",
                "-allowed_extensions",
                "ALL",
                "-count_frames",
                "-select_streams",
                "v",
                "-show_entries",
                READ_FRAMES))
        .containsExactly("225");
    assertThat(
            new String(Files.readAllBytes(file(title, "90p/1.m4s")), StandardCharsets.ISO_8859_1))
        .doesNotContain("moof");
  }

  @Test
  void theWorkFolderIsCleanAfterwards() throws Exception {
    ready(clip("clean.mp4", "160x90", "25", "1"));
    TestWorker.await(() -> list(folder.resolve("work")).noneMatch(f -> f.contains("job-")));
  }

  @ParameterizedTest(name = "{0} frames a second: {1} frames in 5 s")
  @CsvSource({
    "24000/1001, 120",
    "30000/1001, 150",
    "30, 150",
    "50, 250",
    "60000/1001, 300",
    "60, 300",
  })
  void everyFrameOfAConstantRateIsKept(String rate, String count) throws Exception {
    Path clip = clip("rate.mkv", "160x90", rate, "5");
    assertThat(
            TestClip.probe(
                clip, "-count_frames", "-select_streams", "v", "-show_entries", READ_FRAMES))
        .as("the source")
        .containsExactly(count);
    Row title = ready(clip);
    assertThat(frames(title, "90p")).containsExactly(count);
    assertThat(cuts(title, "90p")).hasSize(2);
    assertThat(starts(title)).containsExactlyInAnyOrder("0.000000", PRIMING);
  }

  @Test
  void renditionsAreCutAtTheSameFramesNearestToEachBoundary() throws Exception {
    Row title = ready(clip("film.mp4", "426x290", "24000/1001", "9"));
    assertThat(cuts(title, "290p"))
        .isEqualTo(cuts(title, "240p"))
        .containsExactly("#EXTINF:4.004,", "#EXTINF:4.004,", "#EXTINF:1.001,");
    assertThat(frames(title, "240p")).containsExactly("216");
  }

  @Test
  void aPhonesPortraitVideoStandsUpright() throws Exception {
    Path upright = clip("phone.mp4", "320x180", "30", "2");
    Row title = ready(TestClip.turn(upright));
    assertThat(rendition(title).getInteger("width")).isEqualTo(180);
    assertThat(rendition(title).getInteger("height")).isEqualTo(320);
    assertThat(
            TestClip.probe(
                file(title, "180p/index.m3u8"),
                "-show_entries",
                "stream=width,height:stream_side_data=rotation"))
        .containsExactly("180,320");
  }

  @Test
  void anOddSizeIsMadeEven() throws Exception {
    Row title = ready(clip("odd.mkv", "321x181", "25", "1", "-pix_fmt", "yuv444p"));
    assertThat(Files.readString(file(title, "index.m3u8"))).contains("RESOLUTION=320x180");
  }

  @Test
  void aVariableRateBecomesConstant() throws Exception {
    Path even = clip("even.mp4", "160x90", "30", "4");
    Path variable =
        TestClip.ffmpeg(
            folder.resolve("variable.mp4"),
            List.of(
                "-i", even.toString(),
                "-vf", "select='not(eq(mod(n,5),1))*not(eq(mod(n,7),2))'",
                "-fps_mode", "vfr",
                "-c:v", "libx264"));
    Row title = ready(variable);
    assertThat(rendition(title).getDouble("frameRate")).isEqualTo(30);
    assertThat(frames(title, "90p")).containsExactly("120");
  }

  @Test
  void soundAloneIsPackaged() throws Exception {
    Row title = ready(clip("sound.m4a", "160x90", "25", "5", "-vn"));
    assertThat(rendition(title).getString("id")).isEqualTo("audio");
    assertThat(title.getBoolean("has_poster")).isFalse();
    assertThat(Files.readString(file(title, "index.m3u8")))
        .contains("CODECS=\"mp4a.40.2\"")
        .doesNotContain("RESOLUTION");
  }

  @Test
  void picturesAloneArePackaged() throws Exception {
    Row title = ready(clip("silent.mp4", "160x90", "25", "1", "-an"));
    assertThat(title.getJsonArray("renditions")).hasSize(1);
    assertThat(Files.readString(file(title, "index.m3u8"))).doesNotContain("AUDIO");
  }

  @Test
  void aTransportStreamWithAClockOfItsOwnBeginsAtZero() throws Exception {
    Row title = ready(clip("clock.ts", "160x90", "25", "5"));
    assertThat(frames(title, "90p")).containsExactly("125");
    assertThat(starts(title)).containsExactlyInAnyOrder("0.000000", PRIMING);
  }

  @Test
  void pictureThatChangesItsSizeMidwayIsKeptWhole() throws Exception {
    Path first = clip("first.ts", "160x90", "25", "2");
    Path second = clip("second.ts", "120x120", "25", "2", "-output_ts_offset", "2");
    Row title = ready(joined(first, second));
    assertThat(rendition(title).getInteger("width")).isEqualTo(160);
    assertThat(Integer.parseInt(frames(title, "90p").getFirst())).isBetween(98, 101);
  }

  @Test
  void soundThatChangesItsFormatMidwayIsRefused() throws Exception {
    Path first = clip("first.ts", "160x90", "25", "2");
    Path second = clip("second.ts", "160x90", "25", "2", "-output_ts_offset", "2", "-ar", "32000");
    assertThat(refusal(joined(first, second)))
        .isEqualTo("the sound changes its format midway, which is not supported");
  }

  @ParameterizedTest(name = "as {0}")
  @CsvSource({"sync.mp4", "sync.mkv", "sync.ts"})
  void soundAndPicturesStayTogether(String name) throws Exception {
    Path clip =
        TestClip.ffmpeg(
            folder.resolve(name),
            List.of(
                "-f",
                "lavfi",
                "-i",
                "color=black:s=160x90:r=25:d=2",
                "-f",
                "lavfi",
                "-i",
                "color=white:s=160x90:r=25:d=2",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='if(gte(t,2),sin(880*PI*t),0)':s=48000:d=4",
                "-filter_complex",
                "[0][1]concat,format=yuv420p[v]",
                "-map",
                "[v]",
                "-map",
                "2",
                "-c:v",
                "libx264",
                "-c:a",
                "aac"));
    Row title = ready(clip);
    String playlist = file(title, "index.m3u8").toString();
    double light = detected("movie=" + playlist + ",blackdetect=d=0.5", "lavfi.black_end");
    double tone =
        detected("amovie=" + playlist + ",silencedetect=n=-30dB:d=0.5", "lavfi.silence_end");
    assertThat(light).isBetween(1.999, 2.001);
    assertThat(tone).isBetween(1.99, 2.01);
  }

  private static double detected(String filter, String tag) throws Exception {
    return Double.parseDouble(
        TestClip.probe(Path.of(filter), "-f", "lavfi", "-show_entries", "frame_tags=" + tag)
            .getFirst());
  }

  private static Path joined(Path first, Path second) throws IOException {
    Path joined = folder.resolve("joined.ts");
    try (OutputStream out = Files.newOutputStream(joined)) {
      Files.copy(first, out);
      Files.copy(second, out);
    }
    return joined;
  }

  @Test
  void aPosterShowsAFrameThatIsNotBlack() throws Exception {
    Path clip =
        TestClip.ffmpeg(
            folder.resolve("dark.mp4"),
            List.of(
                "-f",
                "lavfi",
                "-i",
                "color=black:s=160x90:d=4,format=yuv420p",
                "-f",
                "lavfi",
                "-i",
                "color=white:s=160x90:d=4,format=yuv420p",
                "-filter_complex",
                "[0][1]concat",
                "-c:v",
                "libx264"));
    Row title = ready(clip);
    List<String> luma =
        TestClip.probe(
            Path.of("movie=" + file(title, "poster.jpg") + ",signalstats"),
            "-f",
            "lavfi",
            "-show_entries",
            "frame_tags=lavfi.signalstats.YAVG");
    assertThat(Double.parseDouble(luma.getFirst())).isGreaterThan(200);
  }

  @Test
  void anEmptyFileIsRefused() throws Exception {
    assertThat(refusal(Files.createFile(folder.resolve("empty.mp4"))))
        .isEqualTo("the file is empty");
  }

  @Test
  void junkIsRefused() throws Exception {
    byte[] bytes = new byte[4096];
    new Random(1).nextBytes(bytes);
    assertThat(refusal(Files.write(folder.resolve("junk.mp4"), bytes)))
        .startsWith("this is not a video or audio file");
  }

  @Test
  void aFileWithoutItsIndexIsRefused() throws Exception {
    assertThat(refusal(cut(clip("long.mp4", "320x180", "25", "6"), 3)))
        .isEqualTo("the file is cut off: its index (moov), which comes last, is missing");
  }

  @Test
  void aFileThatHoldsLessThanItsIndexSaysIsRefused() throws Exception {
    assertThat(refusal(cut(clip("front.mp4", "320x180", "25", "6", "-movflags", "+faststart"), 2)))
        .startsWith("the file is cut off or damaged: it says it lasts 6.0 s");
  }

  @Test
  void subtitlesAloneAreRefused() throws Exception {
    Path text =
        Files.writeString(folder.resolve("s.srt"), "1\n00:00:00,000 --> 00:00:01,000\nhello\n");
    Path file = TestClip.ffmpeg(folder.resolve("s.mkv"), List.of("-i", text.toString()));
    assertThat(refusal(file)).isEqualTo("the file has no video or audio track that can be played");
  }

  @ParameterizedTest
  @CsvSource({
    "'#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:1,\nfile://SECRET\n#EXT-X-ENDLIST\n'",
    "'ffconcat version 1.0\nfile SECRET\n'",
  })
  void aPlaylistOfOtherFilesIsRefusedAndOpensNone(String playlist) throws Exception {
    Path secret = clip("secret.ts", "160x90", "25", "1");
    Path source =
        Files.writeString(
            folder.resolve("playlist"), playlist.replace("SECRET", secret.toString()));
    assertThat(refusal(source)).startsWith("this is not a video or audio file");
  }

  private static Path clip(String name, String size, String rate, String seconds, String... options)
      throws IOException, InterruptedException {
    return TestClip.of(folder.resolve(name), size, rate, seconds, options);
  }

  /** The first part of a file. */
  private static Path cut(Path file, int divisor) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / divisor));
  }

  private static Row ready(Path source) throws IOException {
    Row title = worker.settled(worker.submit(source));
    assertThat(title.getString("error")).isNull();
    assertThat(title.getString("status")).isEqualTo("ready");
    return title;
  }

  private static String refusal(Path source) throws IOException {
    Row title = worker.settled(worker.submit(source));
    assertThat(title.getString("status")).isEqualTo("failed");
    assertThat(list(worker.store().localPath("vod/" + title.getString("id")))).isEmpty();
    return title.getString("error");
  }

  private static Path file(Row title, String name) {
    return worker.publication(title).resolve(name);
  }

  private static JsonObject rendition(Row title) {
    return title.getJsonArray("renditions").getJsonObject(0);
  }

  private static List<String> frames(Row title, String rendition) throws Exception {
    return TestClip.probe(
        file(title, rendition + "/index.m3u8"), "-count_frames", "-show_entries", READ_FRAMES);
  }

  /** Where the tracks begin, as a player sees it. */
  private static List<String> starts(Row title) throws Exception {
    return TestClip.probe(file(title, "index.m3u8"), "-show_entries", "stream=start_time");
  }

  private static List<String> cuts(Row title, String rendition) throws IOException {
    return Files.readString(file(title, rendition + "/index.m3u8"))
        .lines()
        .filter(line -> line.startsWith("#EXTINF"))
        .toList();
  }

  private static List<String> files(Row title) {
    Path publication = worker.publication(title);
    return list(publication).toList();
  }

  private static Stream<String> list(Path root) {
    if (!Files.exists(root)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
