package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.protection.KeyName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Names of the resources of a rendition, relative to its playlist and below it in the store. */
final class LiveNames {
  private static final String MEDIA = ".m4s";
  private static final String SUBTITLES = ".vtt";
  private static final String HEADER = "-init.mp4";

  private LiveNames() {}

  static String header(String epoch) {
    return epoch + HEADER;
  }

  static String segment(String rendition, Segment segment) {
    return segment.epoch() + "-" + segment.number() + suffix(rendition);
  }

  /** Of segments of a rendition. */
  static String suffix(String rendition) {
    return SubtitleName.isOne(rendition) ? SUBTITLES : MEDIA;
  }

  static String part(String epoch, long number, int part) {
    return epoch + "-" + number + "." + part + MEDIA;
  }

  /** Three folders up from the playlist, whatever was before {@code /live/} in its path. */
  static String key(KeyName name) {
    return "../../../keys/" + name.id();
  }

  static String path(RenditionName name) {
    return "live/" + name.channel() + "/" + name.rendition();
  }

  /** What the name of a segment or a part says. */
  record Place(String epoch, long number, OptionalInt part) {}

  /** Empty where the variables of its path aren't those of such a name. */
  static Optional<Place> place(Map<String, String> names) {
    String number = names.getOrDefault("number", "");
    String part = names.get("part");
    boolean valid = number.matches("[0-9]{1,18}") && (part == null || part.matches("[0-9]{1,9}"));
    return valid
        ? Optional.of(
            new Place(
                names.getOrDefault("epoch", ""),
                Long.parseLong(number),
                part == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(part))))
        : Optional.empty();
  }
}
