package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console as publishers use it for live channels. */
@ExtendWith(SharedSystem.class)
class BrowserChannelIT {
  @AutoClose private static HeadlessChromium chromium;

  @BeforeAll
  static void start() {
    chromium = HeadlessChromium.start();
  }

  @Test
  void aPublisherMakesAChannelAndIsToldHowToSendToIt(RunningSystem system) {
    try (ConsolePage page = chromium.open(system.installation().console())) {
      page.logIn();
      page.awaitHeading("Titles");
      page.goTo("Channels");
      page.press("New channel");
      page.fill("Name", "Rain live");
      page.confirm("Make the channel");
      page.awaitHeading("Rain live");
      page.awaitHeading("Nothing to see yet");

      page.press("Show the stream key");
      String key = page.value("OBS: stream key");
      assertThat(key).matches("[A-Za-z0-9_-]{43}");
      assertThat(page.value("OBS: server")).isEqualTo(system.installation().rtmpUrl());
      assertThat(page.value("Backup, OBS: stream key")).isEqualTo(key + "?backup=1");
      assertThat(page.value("Command for ffmpeg")).contains("/live/" + key);
      assertThat(page.value("Playback address")).contains("/live/c").endsWith("/index.m3u8");

      page.press("New stream key");
      page.confirm("New stream key");
      page.awaitNoDialog();
      assertThat(page.value("OBS: stream key")).isNotEqualTo(key);

      page.choose("What to record", "15");
      page.fill("Name of the title", "The storm");
      page.press("Record");
      page.awaitHeading("The storm");

      page.goTo("Channels");
      assertThat(page.row("Rain live")).contains("Waiting for media", "Low latency", "Public");
      page.follow("Rain live");
      page.press("Delete channel");
      page.confirm("Delete channel");
      page.awaitHeading("Channels");
      assertThat(page.errors()).isEmpty();
    }
  }
}
