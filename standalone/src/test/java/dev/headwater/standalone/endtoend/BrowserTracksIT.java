package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Players of browsers let viewers choose among the tracks that a title's source has. */
@ExtendWith(SharedSystem.class)
class BrowserTracksIT {
  /** What is heard in each language, in Hz. */
  private static final int ENGLISH = 440;

  private static final int GERMAN = 1760;

  private static final int CLIP_SECONDS = 40;

  /** A browser's analyser tells tones that are so far apart. */
  private static final double TOLERANCE_HZ = 20;

  /** Cues that have to be seen by each player. */
  private static final int SEEN = 2;

  /** A busy browser looks at cues a few times a second. */
  private static final double TOLERANCE_SECONDS = 0.5;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void viewersChooseWhatTheyHearAndRead(RunningSystem system) throws Exception {
    SequencedMap<String, Integer> tones = new LinkedHashMap<>();
    tones.put("eng", ENGLISH);
    tones.put("ger", GERMAN);
    Path source = Ffmpeg.languages("languages", CLIP_SECONDS, tones);
    PublishedClip clip = PublishedClip.publish(system, source, "Languages", "public");
    try (PlayerPages pages = PlayerPages.start()) {
      for (Player.Kind kind : Player.Kind.values()) {
        if (kind != Player.Kind.FFMPEG) {
          watch(pages.play(kind, clip.playback().hls()), kind);
        }
      }
    }
  }

  private static void watch(PagePlayer playing, Player.Kind kind) {
    try (PagePlayer player = playing) {
      Await.that(kind + " plays", LIMIT, () -> player.figures().seconds() > 0.5);
      player.readSubtitles();
      hears(player, kind, "de", GERMAN);
      hears(player, kind, "en", ENGLISH);
      Await.that(kind + " shows subtitles", LIMIT, () -> player.cues().size() >= SEEN);
      assertThat(player.cues()).allSatisfy(BrowserTracksIT::check);
      assertThat(player.figures().fatal()).isEmpty();
    }
  }

  private static void hears(PagePlayer player, Player.Kind kind, String language, int tone) {
    player.listenTo(language);
    Await.that(
        kind + " is heard in " + language,
        LIMIT,
        () -> Math.abs(player.tone() - tone) < TOLERANCE_HZ);
  }

  /** The text of each says in which second of the media it is to be seen. */
  private static void check(JsonObject cue) {
    int second = Integer.parseInt(cue.getString("text").replaceAll("\\D", ""));
    assertThat(cue.getDouble("seconds") - second)
        .isBetween(-TOLERANCE_SECONDS, 1 + TOLERANCE_SECONDS);
  }
}
