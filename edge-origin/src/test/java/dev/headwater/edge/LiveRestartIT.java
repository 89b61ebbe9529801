package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel whose node starts anew on the same store. */
class LiveRestartIT {
  private static final TestChannel CHANNEL = TestChannel.of("c1").keptFor(Duration.ofSeconds(60));
  private static final String PLAYLIST = "/live/c1/180p/index.m3u8";

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private Node node;

  @BeforeEach
  void start() {
    feed.say(CHANNEL.change());
    node = node();
  }

  private Node node() {
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.put("live.grace", "1s");
    return new Node(folder, settings);
  }

  @AfterEach
  void stop() {
    node.close();
    feed.close();
  }

  @Test
  void aChannelGoesOnWhereItWasWhenItsNodeStartsAnew() throws Exception {
    String before = pushUntil(3);
    List<String> names = segments(before);
    assertThat(names).hasSizeGreaterThanOrEqualTo(3);
    awaitJournal(names);
    node.close();

    node = node();
    Node.until(
        () -> segments(playlist()).containsAll(names),
        () -> "before the encoder is back: " + playlist());
    assertThat(LivePlaylists.nextNumber(playlist()))
        .isGreaterThanOrEqualTo(LivePlaylists.nextNumber(before));
    String multivariant = node.get("/live/c1/index.m3u8").body().toString();
    assertThat(multivariant).contains("RESOLUTION=320x180", "URI=\"audio/index.m3u8\"");
    assertThat(names).allMatch(name -> node.get("/live/c1/180p/" + name).status() == 200);

    String after = pushUntil(names.size() + 3);
    assertThat(segments(after)).startsWith(names.toArray(String[]::new)).doesNotHaveDuplicates();
    assertThat(after).contains("#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-DISCONTINUITY\n");
    assertThat(LivePlaylists.nextNumber(after)).isGreaterThan(LivePlaylists.nextNumber(before));
    for (String name : names) {
      assertThat(node.get("/live/c1/180p/" + name).body().toString("ISO-8859-1")).contains("moof");
      String epoch = name.substring(0, name.indexOf('-'));
      assertThat(node.get("/live/c1/180p/" + epoch + "-init.mp4").status()).isEqualTo(200);
    }
  }

  @Test
  void nothingIsLeftOfADeletedChannel() throws Exception {
    pushUntil(2);
    Node.until(() -> !files().isEmpty(), () -> "nothing is in the store");
    feed.say(CHANNEL.deleted().change());
    Node.until(() -> node.get(PLAYLIST).status() == 410, this::playlist);
    Node.until(() -> files().isEmpty(), () -> files().toString());
    assertThat(node.get("/live/c1/index.m3u8").status()).isEqualTo(410);
  }

  @Test
  void whatNoPlaylistNamesIsTakenOutOfTheStore() throws Exception {
    awaitJournal(segments(pushUntil(2)));
    node.close();
    Path orphan = folder.resolve("live/c1/180p/e0-17.m4s");
    Files.write(orphan, new byte[10]);
    node = node();
    List<String> names = segments(pushUntil(3));
    Node.until(() -> !Files.exists(orphan), () -> "it is still there");
    assertThat(names).allMatch(name -> node.get("/live/c1/180p/" + name).status() == 200);
  }

  @Test
  void aDamagedPieceCostsThePastButNoNumbers() throws Exception {
    String before = pushUntil(2);
    awaitJournal(segments(before));
    node.close();
    Files.write(folder.resolve("live/c1/180p/0.journal"), new byte[100]);
    node = node();
    Node.until(() -> node.get(PLAYLIST).status() == 404, this::playlist);
    String after = pushUntil(1);
    assertThat(LivePlaylists.nextNumber(after)).isGreaterThan(LivePlaylists.nextNumber(before));
    assertThat(segments(after)).doesNotContainAnyElementsOf(segments(before));
  }

  /** Until so many segments are whole; the encoder is cut off then. */
  private String pushUntil(int segments) throws IOException {
    try (LiveEncoder _ = LiveEncoder.pushing(node.port(), "c1", TestChannel.KEY)) {
      Node.until(() -> segments(playlist()).size() >= segments, this::playlist);
      return playlist();
    }
  }

  private String playlist() {
    return node.get(PLAYLIST).body().toString();
  }

  private static List<String> segments(String playlist) {
    List<String> lines = playlist.lines().toList();
    return lines.stream()
        .filter(line -> line.endsWith(".m4s"))
        .filter(line -> !isGap(lines, lines.indexOf(line)))
        .toList();
  }

  private static boolean isGap(List<String> lines, int at) {
    int before = at - 1;
    while (before > 0 && lines.get(before).startsWith("#")) {
      if (lines.get(before).equals("#EXT-X-GAP")) {
        return true;
      }
      before--;
    }
    return false;
  }

  /** The pictures have as much in the store; sound may be a segment behind. */
  private void awaitJournal(List<String> names) {
    Path last = folder.resolve("live/c1/180p/" + names.getLast());
    Node.until(() -> Files.exists(last), () -> files().toString());
    Node.until(() -> journalled("180p") >= names.size(), () -> "journalled: " + journalled("180p"));
  }

  private long journalled(String rendition) {
    try {
      String text = Files.readString(folder.resolve("live/c1/" + rendition + "/0.journal"));
      return text.chars().filter(c -> c == '[').count() - 2; // of epochs, and of all segments
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> files() {
    Path channel = folder.resolve("live/c1");
    if (!Files.exists(channel)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(channel)) {
      return found.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      return List.of(channel); // it changes while it is looked at
    }
  }
}
