package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.LanguageCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads what ffprobe reports in JSON. Absent and odd values are taken as unknown. */
public final class ProbeReport {
  private static final Set<String> INTERLACED = Set.of("tt", "bb", "tb", "bt");
  private static final Pattern RATIO = Pattern.compile("(\\d{1,9})[:/](\\d{1,9})");

  /** A film has some languages; a file with thousands of tracks was made to hurt. */
  private static final int MOST_SOUNDS = 16;

  private static final int MOST_TEXTS = 32;

  /** Subtitles that are text, by ffmpeg's names; others are pictures of it. */
  private static final Set<String> TEXT_CODECS =
      Set.of("subrip", "ass", "ssa", "mov_text", "webvtt", "text", "subviewer", "microdvd");

  private ProbeReport() {}

  public static SourceMedia read(JsonObject report) {
    JsonObject format = report.getJsonObject("format", new JsonObject());
    JsonArray streams = report.getJsonArray("streams", new JsonArray());
    Optional<JsonObject> video = best(streams, ProbeReport::isVideo);
    List<JsonObject> sounds = sounds(streams);
    return new SourceMedia(
        format.getString("format_name", "unknown"),
        duration(format, Stream.concat(video.stream(), sounds.stream()).toList()),
        seconds(format, "start_time"),
        video.map(ProbeReport::video),
        sounds.stream().map(ProbeReport::audio).toList(),
        all(streams, ProbeReport::isText).limit(MOST_TEXTS).map(ProbeReport::text).toList());
  }

  /** Of the tracks that are taken, where they tell: another may be longer than they are. */
  private static double duration(JsonObject format, List<JsonObject> streams) {
    boolean told = streams.stream().allMatch(stream -> seconds(stream, "duration") > 0);
    double start = seconds(format, "start_time");
    return told
        ? streams.stream()
            .mapToDouble(
                stream -> seconds(stream, "start_time") - start + seconds(stream, "duration"))
            .max()
            .orElse(0)
        : seconds(format, "duration");
  }

  /** The stream that is marked as default, else the first. */
  private static Optional<JsonObject> best(JsonArray streams, Predicate<JsonObject> wanted) {
    List<JsonObject> candidates = all(streams, wanted).toList();
    return candidates.stream()
        .filter(stream -> disposition(stream, "default"))
        .findFirst()
        .or(() -> candidates.stream().findFirst());
  }

  /** Those that are marked as default come first. */
  private static List<JsonObject> sounds(JsonArray streams) {
    return all(streams, ProbeReport::isAudio)
        .sorted(Comparator.comparing(stream -> !disposition(stream, "default")))
        .limit(MOST_SOUNDS)
        .toList();
  }

  private static Stream<JsonObject> all(JsonArray streams, Predicate<JsonObject> wanted) {
    return IntStream.range(0, streams.size()).mapToObj(streams::getJsonObject).filter(wanted);
  }

  private static boolean isVideo(JsonObject stream) {
    return isCoded(stream, "video")
        && !disposition(stream, "attached_pic")
        && !disposition(stream, "timed_thumbnails")
        && number(stream, "width") > 0
        && number(stream, "height") > 0;
  }

  private static boolean isAudio(JsonObject stream) {
    return isCoded(stream, "audio")
        && number(stream, "channels") > 0
        && number(stream, "sample_rate") > 0;
  }

  private static boolean isText(JsonObject stream) {
    return isCoded(stream, "subtitle") && TEXT_CODECS.contains(stream.getString("codec_name"));
  }

  private static boolean isCoded(JsonObject stream, String type) {
    return type.equals(stream.getString("codec_type"))
        && !"unknown".equals(stream.getString("codec_name", "unknown"));
  }

  private static VideoTrack video(JsonObject stream) {
    Optional<Matcher> shape = ratio(stream, "sample_aspect_ratio");
    return new VideoTrack(
        number(stream, "index"),
        new Resolution(number(stream, "width"), number(stream, "height")),
        rotation(stream),
        shape.map(ratio -> Integer.parseInt(ratio.group(1))).orElse(1),
        shape.map(ratio -> Integer.parseInt(ratio.group(2))).orElse(1),
        frameRate(stream, "avg_frame_rate"),
        frameRate(stream, "r_frame_rate"),
        seconds(stream, "start_time"),
        INTERLACED.contains(stream.getString("field_order", "")));
  }

  private static AudioTrack audio(JsonObject stream) {
    JsonObject tags = stream.getJsonObject("tags", new JsonObject());
    return new AudioTrack(
        number(stream, "index"),
        number(stream, "channels"),
        seconds(stream, "start_time"),
        tag(tags, "language").flatMap(LanguageCode::checked),
        tag(tags, "title"));
  }

  private static TextTrack text(JsonObject stream) {
    JsonObject tags = stream.getJsonObject("tags", new JsonObject());
    return new TextTrack(
        number(stream, "index"),
        tag(tags, "language").flatMap(LanguageCode::checked),
        tag(tags, "title"),
        disposition(stream, "forced"));
  }

  private static Optional<String> tag(JsonObject tags, String name) {
    return tags.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The display matrix turns anticlockwise, the older tag clockwise. */
  private static int rotation(JsonObject stream) {
    for (Object item : stream.getJsonArray("side_data_list", new JsonArray())) {
      if (item instanceof JsonObject side && side.getValue("rotation") instanceof Number angle) {
        return rightAngle(-angle.doubleValue());
      }
    }
    return rightAngle(number(stream.getJsonObject("tags", new JsonObject()), "rotate"));
  }

  private static int rightAngle(double degrees) {
    return Math.floorMod(Math.round(degrees / 90) * 90, 360);
  }

  private static Optional<FrameRate> frameRate(JsonObject stream, String field) {
    return ratio(stream, field)
        .map(
            ratio -> new FrameRate(Long.parseLong(ratio.group(1)), Long.parseLong(ratio.group(2))));
  }

  /** Of two numbers above zero. */
  private static Optional<Matcher> ratio(JsonObject stream, String field) {
    Matcher matcher = RATIO.matcher(stream.getString(field, ""));
    return matcher.matches()
            && Integer.parseInt(matcher.group(1)) > 0
            && Integer.parseInt(matcher.group(2)) > 0
        ? Optional.of(matcher)
        : Optional.empty();
  }

  private static boolean disposition(JsonObject stream, String name) {
    return stream.getJsonObject("disposition", new JsonObject()).getInteger(name, 0) == 1;
  }

  private static int number(JsonObject object, String field) {
    return (int) decimal(object, field);
  }

  private static double seconds(JsonObject object, String field) {
    return decimal(object, field);
  }

  /** ffprobe writes some numbers as text. */
  private static double decimal(JsonObject object, String field) {
    try {
      return switch (object.getValue(field)) {
        case Number number -> number.doubleValue();
        case String text -> Double.parseDouble(text);
        case null, default -> 0;
      };
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
