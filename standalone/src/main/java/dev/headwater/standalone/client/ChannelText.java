package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A live channel for people, with the commands and settings that send to it. */
final class ChannelText {
  /** Frames between key frames at 30 a second: a segment ends at each. */
  private static final int KEY_FRAMES = 60;

  private ChannelText() {}

  static String of(JsonObject channel) {
    List<String> lines = new ArrayList<>();
    lines.add("channel: %s (%s)".formatted(channel.getString("id"), channel.getString("name")));
    lines.add(
        "state: %s since %s"
            .formatted(channel.getString("state"), channel.getString("stateSince")));
    lines.add(
        "kind: %s latency, %s, %s, %d s to go back, %s when stale"
            .formatted(
                channel.getString("latency"),
                channel.getString("visibility"),
                encryption(channel.getString("encryption", "none")),
                channel.getLong("dvrSeconds"),
                channel.getString("onStale")));
    if (channel.containsKey("hls")) {
      lines.add("hls: " + channel.getString("hls"));
    }
    JsonObject ingest = channel.getJsonObject("ingest", new JsonObject());
    String key = channel.getString("streamKey", "");
    if (!key.isEmpty()) {
      addIngest(lines, channel.getString("id"), key, ingest);
    } else if (!ingest.isEmpty()) {
      lines.add("stream key: can't be shown any more: make a new one in the console");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String encryption(String scheme) {
    return scheme.equals("none") ? "in clear" : "encrypted by " + scheme;
  }

  private static void addIngest(List<String> lines, String id, String key, JsonObject ingest) {
    String rtmp = ingest.getString("rtmp");
    lines.add("stream key: " + key);
    lines.add("rtmp: " + rtmp);
    if (ingest.containsKey("srt")) {
      lines.add("srt: " + ingest.getString("srt"));
    }
    lines.add(
        "cmaf: %s (user %s, password: the stream key)".formatted(ingest.getString("cmaf"), id));
    addBackup(lines, ingest.getJsonObject("backup", new JsonObject()));
    lines.add("");
    lines.add("With OBS, in Settings:");
    lines.add("  Stream: Service Custom, Server %s".formatted(server(rtmp, key)));
    lines.add("          Stream Key %s".formatted(key));
    lines.add("  Output: Encoder x264, Rate Control CBR, Keyframe Interval 2 s, Tune zerolatency");
    lines.add("With ffmpeg:");
    lines.add("  ffmpeg -re -i film.mp4 -c:v libx264 -preset veryfast -tune zerolatency \\");
    lines.add("    -r 30 -g %d -sc_threshold 0 -c:a aac -f flv '%s'".formatted(KEY_FRAMES, rtmp));
    if (ingest.containsKey("srt")) {
      lines.add("  or over SRT, at its end: -f mpegts '%s'".formatted(ingest.getString("srt")));
    }
  }

  private static void addBackup(List<String> lines, JsonObject backup) {
    for (String way : List.of("rtmp", "srt", "cmaf")) {
      if (backup.containsKey(way)) {
        lines.add("backup %s: %s".formatted(way, backup.getString(way)));
      }
    }
  }

  /** The address without the key, as OBS asks for the two. */
  private static String server(String rtmp, String key) {
    return rtmp.substring(0, rtmp.length() - key.length() - 1);
  }
}
