package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.hls.MediaKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What viewers see of an encrypted channel when its encoder dies: all of it decrypts. */
class ProtectedInputsIT {
  /** More than a test lasts: what comes twice at one place would be taken once. */
  private static final int SECONDS = 90;

  @TempDir Path folder;
  private CbcsChannel channel;
  private TestPictures pictures;

  @BeforeEach
  void start() {
    channel = new CbcsChannel(folder);
    pictures = TestPictures.make(folder, SECONDS, 0);
  }

  @AfterEach
  void stop() {
    channel.close();
  }

  private PushedTrack push(String input, TestPictures what) throws IOException {
    Iterator<Buffer> pieces = what.pieces().iterator();
    return new PushedTrack(
        channel.node().port(),
        CbcsChannel.ID,
        TestChannel.KEY,
        input + CbcsChannel.RENDITION + ".cmfv",
        pieces.next().getBytes(),
        () -> pieces.next().getBytes());
  }

  private String playlist() {
    return channel.viewer().playlist("");
  }

  private static long segments(String playlist) {
    return playlist.lines().filter(line -> line.endsWith(".m4s")).count();
  }

  private void awaitSegments(long count) {
    Node.until(() -> segments(playlist()) >= count, this::playlist);
  }

  private void await(String name, long value) {
    Node.until(
        () -> Math.round(channel.node().metric("headwater_live_" + name, "")) == value,
        this::playlist);
  }

  /** Each picture is one of those that were sent: first of the one, and then of the other. */
  private void assertSeen(TestPictures first, TestPictures second) {
    Map<MediaKey, Buffer> runs = channel.runs();
    assertThat(runs).hasSizeGreaterThan(2);
    List<String> seen = channel.frames(runs);
    Set<String> firsts = Set.copyOf(first.frames());
    List<String> before = seen.stream().takeWhile(firsts::contains).toList();
    assertThat(before).isNotEmpty().doesNotHaveDuplicates();
    List<String> after = seen.subList(before.size(), seen.size());
    assertThat(after).isNotEmpty().isSubsetOf(second.frames());
  }

  @Test
  void theBackupEncoderGoesOnUnderKeysThatOpenIt() throws Exception {
    TestPictures others = TestPictures.make(folder, SECONDS, 120);
    try (PushedTrack primary = push("primary/", pictures)) {
      awaitSegments(1);
      try (PushedTrack _ = push("backup/", others)) {
        await("standbys", 1);
        awaitSegments(2);
        primary.cut();
        await("failovers", 1);
        awaitSegments(segments(playlist()) + 3);
      }
    }
    channel.endProgramme();
    assertSeen(pictures, others);
  }

  @Test
  void theSlateIsEncryptedAsEverythingIs() throws Exception {
    TestPictures slate = TestPictures.make(folder, 4, 240);
    int taken = channel.send(HttpMethod.PUT, "slate/180p.cmfv", slate.whole()).status();
    assertThat(taken).isEqualTo(201);
    try (PushedTrack _ = push("", pictures)) {
      awaitSegments(2);
    }
    await("slates", 1);
    awaitSegments(segments(playlist()) + 3);
    channel.endProgramme();
    assertSeen(pictures, slate);
  }
}
