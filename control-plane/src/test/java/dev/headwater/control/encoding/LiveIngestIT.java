package dev.headwater.control.encoding;

import static dev.headwater.control.encoding.TestLive.await;
import static dev.headwater.control.encoding.TestLive.encoders;
import static dev.headwater.control.encoding.TestLive.fragments;
import static dev.headwater.control.encoding.TestLive.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headwater.control.encoding.IngestRecorder.Put;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real encoders, a real ffmpeg behind the worker, and nodes that keep what they get. */
class LiveIngestIT {
  private static final String VIDEO = "/ingest/c1/360p.cmfv";
  private static final String SMALL = "/ingest/c1/240p.cmfv";
  private static final String AUDIO = "/ingest/c1/audio.cmfa";

  /** Some seconds of parts. */
  private static final int SOME = 9;

  @TempDir Path folder;
  private final List<TestEncoder> started = new ArrayList<>();
  private TestLive live;

  @BeforeEach
  void start() {
    live = new TestLive(Map.of("srt", "false"));
    live.channel("c1", "low");
  }

  @AfterEach
  void stop() {
    started.forEach(TestEncoder::close);
    live.close();
    await(() -> encoders().isEmpty());
  }

  @Test
  void mediaArrivesAsCmafInPartsAndEndsWithItsEncoder() throws Exception {
    TestEncoder encoder = publish(key("c1") + "?bandwidth=1");
    await(() -> fragments(live.first(), VIDEO) > 20 && fragments(live.first(), AUDIO) > 20);
    for (String path : List.of(VIDEO, SMALL, AUDIO)) {
      Put put = live.first().last(path).orElseThrow();
      assertThat(put.authorization()).isEqualTo(basic("c1", key("c1")));
      Track track = put.track();
      assertThat(track.clocked()).isGreaterThanOrEqualTo(track.fragments().size());
      assertThat(track.fragments().getFirst().firstDecodeTime().count()).isZero();
      assertThat(track.durations().subList(0, SOME))
          .allSatisfy(seconds -> assertThat(seconds).isBetween(0.25, 0.334));
    }
    Track video = live.first().last(VIDEO).orElseThrow().track();
    assertThat(video.syncTimes().subList(0, 3)).containsExactly(0.0, 2.0, 4.0);
    assertThat(live.first().last(SMALL).orElseThrow().track().syncTimes().subList(0, 3))
        .containsExactly(0.0, 2.0, 4.0);
    assertThat(live.count("live.push.bytes")).isPositive();
    assertThat(live.gauge("live.encodings")).isEqualTo(1);
    encoder.leave();
    await(() -> live.first().last(VIDEO).orElseThrow().ended());
    await(() -> live.gauge("live.encodings") == 0 && live.gauge("live.publishers") == 0);
    assertThat(live.first().puts(VIDEO)).hasSize(1);
    assertThat(live.count("live.encoder.runs", "outcome", "ended")).isEqualTo(1);
  }

  @Test
  void aBackupIsEncodedBesideThePrimaryAndEachHasASlate() throws Exception {
    publish(key("c1"));
    publish(key("c1") + "?backup=1");
    String backup = VIDEO.replace("/c1/", "/c1/backup/");
    await(() -> fragments(live.first(), VIDEO) > 0 && fragments(live.first(), backup) > 0);
    assertThat(live.gauge("live.encodings")).isEqualTo(2);
    for (String path : List.of(VIDEO, SMALL, AUDIO)) {
      String slate = path.replace("/c1/", "/c1/slate/");
      await(() -> live.first().last(slate).filter(Put::ended).isPresent());
      Track track = live.first().last(slate).orElseThrow().track();
      assertThat(track.durations())
          .allSatisfy(seconds -> assertThat(seconds).isLessThanOrEqualTo(0.35));
      assertThat(track.durations().stream().mapToDouble(Double::doubleValue).sum())
          .isBetween(1.9, 2.1);
      assertThat(track.fragments().getFirst().startsWithSync()).isTrue();
    }
  }

  @Test
  void noProgramIsGivenTheKey() throws Exception {
    publish(key("c1"));
    await(() -> fragments(live.first(), VIDEO) > 0);
    ProcessHandle ffmpeg = encoders().getFirst();
    assertThat(ffmpeg.info().commandLine()).isPresent();
    assertThat(ffmpeg.info().commandLine().get()).doesNotContain(key("c1"));
  }

  @Test
  void aWrongKeyIsRefused() throws Exception {
    TestEncoder encoder = publish("some-other-key");
    assertThat(encoder.endsWithin(Duration.ofSeconds(10))).isTrue();
    assertThat(live.count("live.publishes", "outcome", "wrong-key")).isPositive();
    assertThat(live.gauge("live.publishers")).isZero();
  }

  @Test
  void theKeyOfADeletedChannelIsRefused() throws Exception {
    live.delete("c1");
    TestEncoder encoder = publish(key("c1"));
    assertThat(encoder.endsWithin(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void whoPublishesIsCutWhenTheChannelIsDeleted() throws Exception {
    TestEncoder encoder = publish(key("c1"));
    await(() -> fragments(live.first(), VIDEO) > 0);
    live.delete("c1");
    assertThat(encoder.endsWithin(Duration.ofSeconds(20))).isTrue();
    await(() -> live.gauge("live.encodings") == 0);
  }

  @Test
  void wrongKeysOfOneAddressAreThrottled() throws Exception {
    for (int n = 0; n < 12; n++) {
      assertThat(publish("wrong-" + n).endsWithin(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(live.count("live.publishes", "outcome", "throttled")).isPositive();
  }

  @Test
  void anEncoderThatDiesMayComeBack() throws Exception {
    TestEncoder encoder = publish(key("c1"));
    await(() -> fragments(live.first(), VIDEO) > SOME);
    encoder.close();
    await(() -> live.first().last(VIDEO).orElseThrow().ended());
    publish(key("c1"));
    await(() -> live.first().puts(VIDEO).size() == 2 && fragments(live.first(), VIDEO) > SOME);
    assertThat(live.first().last(VIDEO).orElseThrow().track().syncTimes().getFirst()).isZero();
  }

  @Test
  void anFfmpegThatDiesIsFollowedByAnother() throws Exception {
    publish(key("c1"));
    await(() -> fragments(live.first(), VIDEO) > SOME);
    ProcessHandle ffmpeg = encoders().getFirst();
    ffmpeg.destroyForcibly();
    await(() -> live.first().puts(VIDEO).size() == 2 && fragments(live.first(), VIDEO) > SOME);
    assertThat(live.count("live.encoder.runs", "outcome", "failed")).isEqualTo(1);
    assertThat(started.getFirst().isAlive()).isTrue();
    assertThat(live.first().last(VIDEO).orElseThrow().track().syncTimes().getFirst()).isZero();
  }

  @Test
  void aNodeThatRestartsIsReplacedWithoutAGap() throws Exception {
    publish(key("c1"));
    await(() -> fragments(live.first(), VIDEO) > SOME);
    live.first().stop();
    await(() -> fragments(live.second(), VIDEO) > SOME && fragments(live.second(), AUDIO) > SOME);
    live.first().restart();
    withoutAGap(VIDEO);
    withoutAGap(AUDIO);
    live.second().stop();
    await(() -> live.first().puts(VIDEO).size() == 2 && fragments(live.first(), VIDEO) > SOME);
    assertThat(live.count("live.push.failures")).isPositive();
    assertThat(live.count("live.push.fragments.dropped")).isZero();
    live.second().restart();
  }

  /** What the second node has goes on, at the latest, where what the first one has ends. */
  private void withoutAGap(String path) {
    Track before = live.first().puts(path).getFirst().track();
    Track after = live.second().puts(path).getFirst().track();
    double end =
        before.fragments().getLast().firstDecodeTime().seconds()
            + before.fragments().getLast().duration().seconds();
    assertThat(after.fragments().getFirst().firstDecodeTime().seconds())
        .isLessThanOrEqualTo(end + 0.001);
    assertThat(after.fragments().getFirst().startsWithSync()).isTrue();
    double next = after.fragments().getFirst().firstDecodeTime().seconds();
    for (var fragment : after.fragments()) {
      assertThat(fragment.firstDecodeTime().seconds()).isCloseTo(next, within(0.001));
      next += fragment.duration().seconds();
    }
  }

  @Test
  void aNodeThatRefusesIsReplacedAndAskedAgainWhenTheOtherOneDoes() throws Exception {
    live.first().refuse(503);
    publish(key("c1"));
    await(() -> fragments(live.second(), VIDEO) > 0 && fragments(live.second(), AUDIO) > 0);
    live.first().refuse(0);
    live.second().refuse(401);
    live.second().stop();
    await(() -> fragments(live.first(), VIDEO) > 0 && fragments(live.first(), AUDIO) > 0);
    live.second().restart();
  }

  @Test
  void aSecondPublisherIsTheBackupAndAThirdIsRefused() throws Exception {
    TestEncoder primary = publish(key("c1"));
    await(() -> fragments(live.first(), VIDEO) > 0);
    publish(key("c1"));
    await(() -> live.gauge("live.publishers") == 2);
    TestEncoder third = publish(key("c1"));
    assertThat(third.endsWithin(Duration.ofSeconds(10))).isTrue();
    assertThat(live.count("live.publishes", "outcome", "busy")).isPositive();
    assertThat(live.first().puts(VIDEO)).hasSize(1);
    primary.leave();
    await(() -> live.first().puts(VIDEO).size() == 2 && fragments(live.first(), VIDEO) > SOME);
    assertThat(live.gauge("live.publishers")).isEqualTo(1);
  }

  @Test
  void theBackupTakesOverFromAPrimaryThatStalls() throws Exception {
    TestEncoder primary = publish(key("c1"));
    await(() -> fragments(live.first(), VIDEO) > 0);
    publish(key("c1"));
    await(() -> live.gauge("live.publishers") == 2);
    primary.freeze();
    await(() -> live.first().puts(VIDEO).size() == 2 && fragments(live.first(), VIDEO) > SOME);
  }

  private TestEncoder publish(String key) throws IOException {
    TestEncoder encoder = TestEncoder.rtmp(folder, live.rtmp(key));
    started.add(encoder);
    return encoder;
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
