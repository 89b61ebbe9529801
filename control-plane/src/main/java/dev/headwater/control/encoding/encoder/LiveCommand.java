package dev.headwater.control.encoding.encoder;

import dev.headwater.control.packaging.AudioTrack;
import dev.headwater.control.packaging.FilterGraph;
import dev.headwater.control.packaging.Ladder;
import dev.headwater.control.packaging.Rung;
import dev.headwater.control.packaging.VideoTrack;
import dev.headwater.media.FrameRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the arguments of the one ffmpeg that makes all renditions of a live source: FLV on its
 * standard input, and a local socket for each track, named as the track is. No argument is secret.
 */
final class LiveCommand {
  private static final int CONSTANT_QUALITY = 23;

  /** Fragments are parts, so none is longer (PART-TARGET), whatever the frame rate. */
  private static final Duration FRAGMENT = Duration.ofMillis(334);

  private static final int AUDIO_SAMPLES = 1_024;
  private static final int SAMPLE_RATE_HZ = 48_000;
  private static final int AUDIO_KILOBITS_PER_CHANNEL = 64;
  private static final int MAX_CHANNELS = 2;
  private static final long MICROS = 1_000_000;

  private final EncoderSettings settings;
  private final LivePlan plan;

  LiveCommand(EncoderSettings settings, LivePlan plan) {
    this.settings = settings;
    this.plan = plan;
  }

  /** To be run in the folder of the sockets. */
  static List<String> of(EncoderSettings settings, LivePlan plan) {
    LiveCommand command = new LiveCommand(settings, plan);
    List<String> arguments = new ArrayList<>();
    arguments.add(settings.ffmpeg());
    arguments.addAll(command.input());
    plan.ladder().ifPresent(ladder -> arguments.addAll(command.videos(ladder)));
    plan.source()
        .audio()
        .ifPresent(track ->
            arguments.addAll(command.audio(track, FilterGraph.audio(), socket(LiveTrack.audio()))));
    return arguments;
  }

  private List<String> input() {
    List<String> arguments =
        new ArrayList<>(List.of("-hide_banner", "-nostats", "-loglevel", "error"));
    arguments.addAll(List.of("-progress", "pipe:1", "-stats_period", "1"));
    arguments.addAll(List.of("-threads", Integer.toString(settings.threads())));
    arguments.addAll(List.of("-protocol_whitelist", "pipe", "-format_whitelist", "flv"));
    arguments.addAll(List.of("-reinit_filter", "0", "-f", "flv", "-i", "pipe:0"));
    plan.ladder()
        .ifPresent(ladder -> arguments.addAll(List.of("-filter_complex", pictures(ladder))));
    plan.source()
        .audio()
        .ifPresent(track -> arguments.addAll(List.of("-filter_complex", sound(track))));
    return arguments;
  }

  private String pictures(Ladder ladder) {
    VideoTrack track = plan.source().video().orElseThrow();
    return "[0:"
        + track.index()
        + "]"
        + (track.interlaced() ? "yadif=deint=interlaced," : "")
        + "fps=fps="
        + ladder.frameRate()
        + ","
        + FilterGraph.rungs(ladder);
  }

  /** Gaps become silence, so that sound and pictures stay together. */
  private static String sound(AudioTrack track) {
    return "[0:"
        + track.index()
        + "]aresample="
        + SAMPLE_RATE_HZ
        + ":async=1:first_pts=0"
        + FilterGraph.audio();
  }

  private List<String> videos(Ladder ladder) {
    List<String> arguments = new ArrayList<>();
    for (int n = 0; n < ladder.rungs().size(); n++) {
      Rung rung = ladder.rungs().get(n);
      arguments.addAll(List.of("-map", FilterGraph.video(n)));
      arguments.addAll(video(rung, ladder.frameRate(), socket(LiveTrack.video(rung.id()))));
    }
    return arguments;
  }

  /** How pictures are encoded, and where to. */
  List<String> video(Rung rung, FrameRate frameRate, String output) {
    List<String> arguments = new ArrayList<>(encoder(rung, frameRate));
    arguments.addAll(fragments(output, fragmentMicros(frameRate)));
    return arguments;
  }

  private static String socket(LiveTrack track) {
    return "unix:" + TrackSockets.name(track);
  }

  private List<String> encoder(Rung rung, FrameRate frameRate) {
    String group = Long.toString(longestGroup(frameRate));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-c:v", "libx264", "-preset", settings.preset()));
    arguments.addAll(List.of("-tune", "zerolatency", "-profile:v", "high"));
    arguments.addAll(List.of("-level", rung.level().toString()));
    arguments.addAll(List.of("-crf", Integer.toString(CONSTANT_QUALITY)));
    arguments.addAll(List.of("-maxrate", rung.bitRate().maxKilobits() + "k"));
    arguments.addAll(List.of("-bufsize", rung.bitRate().bufferKilobits() + "k"));
    arguments.addAll(List.of("-flags", "+cgop", "-sc_threshold", "0"));
    arguments.addAll(List.of("-g", group, "-keyint_min", group));
    arguments.addAll(List.of("-force_key_frames", keyFrames(frameRate)));
    arguments.addAll(List.of("-threads", Integer.toString(settings.threads())));
    return arguments;
  }

  /** No shorter than any segment, so that key frames are only where they are asked for. */
  private long longestGroup(FrameRate frameRate) {
    return Math.ceilDiv(segmentSeconds() * frameRate.numerator(), frameRate.denominator()) + 1;
  }

  /** The first frame at or after each boundary, in whole numbers: times in seconds get rounded. */
  private String keyFrames(FrameRate frameRate) {
    long boundary = segmentSeconds() * frameRate.numerator();
    return "expr:gte(n*" + frameRate.denominator() + ",n_forced*" + boundary + ")";
  }

  private long segmentSeconds() {
    return plan.latency().segment().toSeconds();
  }

  /** Half a frame less than as many frames as fit: ffmpeg cuts before the first one beyond it. */
  private static long fragmentMicros(FrameRate frameRate) {
    long fitting = FRAGMENT.toMillis() * frameRate.numerator() / (1_000 * frameRate.denominator());
    return micros(Math.max(1, fitting), frameRate);
  }

  private static long micros(long frames, FrameRate frameRate) {
    return (2 * frames - 1) * MICROS * frameRate.denominator() / (2 * frameRate.numerator());
  }

  /** How sound is encoded, from what and where to. */
  List<String> audio(AudioTrack track, String from, String output) {
    int channels = Math.min(MAX_CHANNELS, track.channels());
    FrameRate frameRate = new FrameRate(SAMPLE_RATE_HZ, AUDIO_SAMPLES);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-map", from, "-c:a", "aac"));
    arguments.addAll(List.of("-ac", Integer.toString(channels)));
    arguments.addAll(List.of("-b:a", channels * AUDIO_KILOBITS_PER_CHANNEL + "k"));
    arguments.addAll(fragments(output, fragmentMicros(frameRate)));
    return arguments;
  }

  /**
   * One {@code moof} for each part, each with the time of day ({@code prft}). The muxer waits for
   * the first one before it writes {@code moov}, so that an encoder's delay becomes an edit list.
   */
  private static List<String> fragments(String output, long fragmentMicros) {
    return List.of(
        "-map_metadata",
        "-1",
        "-avoid_negative_ts",
        "disabled",
        "-f",
        "mp4",
        "-movflags",
        "+cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer+frag_keyframe",
        "-frag_duration",
        Long.toString(fragmentMicros),
        "-write_prft",
        "wallclock",
        "-flush_packets",
        "1",
        output);
  }
}
