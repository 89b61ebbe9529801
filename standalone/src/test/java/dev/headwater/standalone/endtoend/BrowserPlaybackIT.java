package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console as people use it: titles that play in a real browser. */
@ExtendWith(SharedSystem.class)
class BrowserPlaybackIT {
  /** Far enough that more than what one segment's beginning holds was decoded. */
  private static final double SECONDS_PLAYED = 3;

  /** Of clips of a test's own: just long enough to get there. */
  private static final int CLIP_SECONDS = 4;

  @AutoClose private static HeadlessChromium chromium;

  @BeforeAll
  static void start() {
    chromium = HeadlessChromium.start();
  }

  @Test
  void hlsPlaysOnTheWatchPage(PublishedClip clip) {
    try (ConsolePage page = chromium.open(clip.watch())) {
      play(page);
      assertThat(page.requested("/index.m3u8")).isTrue();
    }
  }

  @Test
  void dashPlaysOnTheWatchPage(PublishedClip clip) {
    try (ConsolePage page = chromium.open(clip.watch())) {
      page.choose("Play with", "dash");
      page.forget();
      play(page);
      assertThat(page.requested(".m4s")).isTrue();
      assertThat(page.requested(".m3u8")).isFalse();
    }
  }

  @Test
  void aPrivateTitlePlaysOnlyAfterLogIn(RunningSystem system) {
    Path source = Ffmpeg.clip("private", CLIP_SECONDS);
    PublishedClip clip = PublishedClip.publish(system, source, "Private clip", "private");
    try (ConsolePage page = chromium.open(clip.watch())) {
      page.awaitHeading("There is no public video here");
      page.forget(); // the refusal, which the browser reports too
      page.follow("Sign in");
      page.logIn();
      page.awaitHeading("Private clip");
      play(page);
    }
  }

  @Test
  void aFileUploadedOnTheConsolePlays(RunningSystem system) {
    try (ConsolePage page = chromium.open(system.installation().console())) {
      page.logIn();
      page.awaitHeading("Titles");
      page.upload(Ffmpeg.clip("uploaded", CLIP_SECONDS), "Uploaded clip");
      page.follow("Watch Uploaded clip"); // there only when it is ready
      play(page);
    }
  }

  private static void play(ConsolePage page) {
    page.press("Play");
    page.awaitPosition(SECONDS_PLAYED);
    page.assertThatItPlaysWell();
  }
}
