package dev.headwater.edge;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The real ffmpeg, which pushes a moving picture and a tone to a channel as long as it runs. */
final class LiveEncoder implements AutoCloseable {
  private static final String SOURCES =
      "-nostdin -v error -re -f lavfi -i testsrc2=size=320x180:rate=30"
          + " -re -f lavfi -i sine=frequency=440:sample_rate=48000";

  private static final String PICTURES =
      " -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 60";

  private static final String TRACK =
      " -f mp4 -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 333333"
          + " -method PUT -chunked_post 1 -headers HEADERS ";

  /** How it pushes; in each, fragments are a third of a second. */
  enum Form {
    /** A request that lasts for each track. */
    TRACKS(
        " -map 0"
            + PICTURES
            + TRACK
            + "BASE180p.cmfv -map 1 -c:a aac -metadata:s:a:0 language=por"
            + TRACK
            + "BASEaudio.cmfa"),

    /** A request for each object of an HLS presentation. */
    HLS(
        " -map 0 -map 1"
            + PICTURES
            + " -c:a aac -f hls -hls_time 2 -hls_segment_type fmp4"
            + " -hls_segment_options movflags=+cmaf+frag_custom:frag_duration=333333"
            + " -var_stream_map v:0,agroup:a\\ a:0,agroup:a -hls_fmp4_init_filename init.mp4"
            + " -hls_segment_filename BASE%v/%d.m4s -method PUT -headers HEADERS BASE%v/live.m3u8"),

    /** The same, with subtitles. */
    SUBTITLED_HLS(
        " -re -i SUBTITLES -map 0 -map 1 -map 2"
            + PICTURES
            + " -c:a aac -c:s webvtt -f hls -hls_time 2 -hls_segment_type fmp4"
            + " -hls_segment_options movflags=+cmaf+frag_custom:frag_duration=333333"
            + " -var_stream_map v:0,s:0,agroup:a,sgroup:s\\ a:0,agroup:a -hls_fmp4_init_filename"
            + " init.mp4 -hls_segment_filename BASE%v/%d.m4s -method PUT -headers HEADERS"
            + " BASE%v/live.m3u8"),

    /**
     * A request for each object of a DASH presentation, sent while it is made; the URL has the key.
     */
    DASH(
        " -map 0 -map 1"
            + PICTURES
            + " -c:a aac -f dash -ldash 1 -streaming 1 -use_template 1 -use_timeline 0"
            + " -seg_duration 2 -frag_type duration -frag_duration 0.333333"
            + " -method PUT LOGINlive.mpd");

    private final String arguments;

    Form(String arguments) {
      this.arguments = arguments;
    }
  }

  private final Process process;

  private LiveEncoder(Process process) {
    this.process = process;
  }

  /** Each track on one request that lasts. */
  static LiveEncoder pushing(int port, String channel, String key) throws IOException {
    return pushing(Form.TRACKS, port, channel, key);
  }

  static LiveEncoder pushing(Form form, int port, String channel, String key) throws IOException {
    return pushing(form, port, channel, key, "");
  }

  /**
   * To one of a channel's inputs.
   *
   * @param input such as {@code backup/}
   */
  static LiveEncoder pushing(Form form, int port, String channel, String key, String input)
      throws IOException {
    String base = "http://127.0.0.1:" + port + "/ingest/" + channel + "/" + input;
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString()));
    for (String word : (SOURCES + form.arguments).split("(?<!\\\\) ", -1)) {
      command.add(
          word.equals("HEADERS")
              ? "Authorization: " + TestChannel.basic(channel, key) + "\r\n"
              : word.replace("BASE", base)
                  .replace("SUBTITLES", subtitles())
                  .replace("LOGIN", base.replace("://", "://" + channel + ":" + key + "@"))
                  .replace("\\ ", " "));
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(programs.environment());
    return new LiveEncoder(builder.start());
  }

  /** A cue each second, for ten minutes. */
  private static String subtitles() {
    try {
      URL file = Objects.requireNonNull(LiveEncoder.class.getResource("live.srt"));
      return Path.of(file.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** At once, whatever it is doing. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
