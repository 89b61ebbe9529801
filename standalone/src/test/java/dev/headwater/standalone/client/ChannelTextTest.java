package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ChannelTextTest {
  private static JsonObject channel() {
    return new JsonObject()
        .put("id", "c1")
        .put("name", "Rain")
        .put("visibility", "public")
        .put("latency", "low")
        .put("dvrSeconds", 7200)
        .put("onStale", "hold")
        .put("state", "live")
        .put("stateSince", "2026-03-01T12:00:00Z")
        .put("hls", "http://media/live/c1/index.m3u8");
  }

  private static JsonObject ingest() {
    return new JsonObject()
        .put("rtmp", "rtmp://host/live/KEY")
        .put("cmaf", "http://media/ingest/c1/")
        .put(
            "backup",
            new JsonObject()
                .put("rtmp", "rtmp://host/live/KEY?backup=1")
                .put("cmaf", "http://media/ingest/c1/backup/"));
  }

  @Test
  void whoMaySendIsToldHow() {
    String text = ChannelText.of(channel().put("streamKey", "KEY").put("ingest", ingest()));
    assertThat(text.lines())
        .contains(
            "channel: c1 (Rain)",
            "hls: http://media/live/c1/index.m3u8",
            "stream key: KEY",
            "rtmp: rtmp://host/live/KEY",
            "cmaf: http://media/ingest/c1/ (user c1, password: the stream key)",
            "backup rtmp: rtmp://host/live/KEY?backup=1",
            "backup cmaf: http://media/ingest/c1/backup/",
            "  Stream: Service Custom, Server rtmp://host/live",
            "          Stream Key KEY");
    assertThat(text).contains("-f flv 'rtmp://host/live/KEY'").doesNotContain("srt");
  }

  @Test
  void srtIsOfferedWhereThereIsAPort() {
    JsonObject ingest = ingest().put("srt", "srt://host:10000?passphrase=KEY&pbkeylen=16");
    assertThat(ChannelText.of(channel().put("streamKey", "KEY").put("ingest", ingest)))
        .contains("srt: srt://host:10000?passphrase=KEY&pbkeylen=16")
        .contains("-f mpegts 'srt://host:10000?passphrase=KEY&pbkeylen=16'");
  }

  @Test
  void othersSeeTheChannelAlone() {
    assertThat(ChannelText.of(channel())).doesNotContain("key").doesNotContain("ffmpeg");
  }

  @Test
  void aKeyThatCannotBeUnsealedIsSaidToBeSo() {
    JsonObject ingest = new JsonObject().put("cmaf", "http://media/ingest/c1/");
    assertThat(ChannelText.of(channel().put("ingest", ingest))).contains("make a new one");
  }
}
