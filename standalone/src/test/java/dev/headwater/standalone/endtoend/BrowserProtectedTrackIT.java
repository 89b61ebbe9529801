package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.headwater.standalone.endtoend.ProtectedTracks.ClearKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Common Encryption in a browser, through Encrypted Media Extensions and Clear Key. */
class BrowserProtectedTrackIT {
  private static final String ORIGIN = "http://localhost/";
  private static final String VIDEO = "live-video.mp4";
  private static final String AUDIO = "live-audio.mp4";
  private static final List<ClearKey> KEYS = List.of(ProtectedTracks.FIRST, ProtectedTracks.SECOND);

  @AutoClose private static HeadlessChromium chromium;

  @BeforeAll
  static void start() {
    chromium = HeadlessChromium.start();
  }

  @Test
  void keysThatTakeTurnsShowWhatIsInClear() throws IOException {
    Map<String, Object> clear =
        play(
            Files.readAllBytes(ProtectedTracks.clear(VIDEO)),
            Files.readAllBytes(ProtectedTracks.clear(AUDIO)),
            List.of());
    assertThat(clear).containsEntry("end", "ended").containsEntry("frames", 48);
    assertThat(play(protectedTrack(VIDEO), protectedTrack(AUDIO), KEYS)).isEqualTo(clear);
  }

  @Test
  void whoLacksAKeyStandsStillWhereItBegins() throws IOException {
    assertThat(play(protectedTrack(VIDEO), protectedTrack(AUDIO), List.of(ProtectedTracks.FIRST)))
        .containsEntry("end", "waitingforkey");
  }

  @Test
  void anotherKeyOfThatNameShowsNothing() throws IOException {
    ClearKey wrong = new ClearKey(ProtectedTracks.SECOND.id(), ProtectedTracks.FIRST.key());
    List<ClearKey> keys = List.of(ProtectedTracks.FIRST, wrong);
    assertThat(play(protectedTrack(VIDEO), protectedTrack(AUDIO), keys))
        .containsEntry("end", "error");
  }

  private static byte[] protectedTrack(String name) {
    return ProtectedTracks.of(ProtectedTracks.clear(name), KEYS);
  }

  /** What was seen: how it ended, what was decoded, and a picture. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> play(byte[] video, byte[] audio, List<ClearKey> keys)
      throws IOException {
    Map<String, byte[]> files = Map.of("", html(), "video", video, "audio", audio);
    Page page = chromium.page();
    page.route(ORIGIN + "**", route -> fulfill(route, files));
    page.navigate(ORIGIN);
    Map<String, String> known =
        keys.stream().collect(Collectors.toMap(ClearKey::id, ClearKey::key));
    Map<String, Object> seen =
        new HashMap<>((Map<String, Object>) page.evaluate("keys => play(keys)", known));
    seen.put("picture", HexFormat.of().formatHex(page.locator("video").screenshot()));
    page.context().close();
    return seen;
  }

  private static void fulfill(Route route, Map<String, byte[]> files) {
    String name = route.request().url().substring(ORIGIN.length());
    Route.FulfillOptions answer = new Route.FulfillOptions();
    byte[] bytes = files.get(name);
    route.fulfill(
        bytes == null
            ? answer.setStatus(404)
            : answer.setContentType(name.isEmpty() ? "text/html" : "").setBodyBytes(bytes));
  }

  private static byte[] html() throws IOException {
    try (InputStream page =
        Objects.requireNonNull(
            BrowserProtectedTrackIT.class.getResourceAsStream("/protected-track.html"))) {
      return page.readAllBytes();
    }
  }
}
