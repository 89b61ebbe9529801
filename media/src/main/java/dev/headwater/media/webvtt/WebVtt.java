package dev.headwater.media.webvtt;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A WebVTT file, or a segment of one. Immutable.
 *
 * @param map which moment of the media its times are; empty where it doesn't say
 * @param looks STYLE and REGION blocks, each as it is written
 * @param cues in their order
 */
public record WebVtt(Optional<TimestampMap> map, List<String> looks, List<Cue> cues) {
  /** {@code text/vtt} (section 9.1). */
  public static final String MEDIA_TYPE = "text/vtt";

  public WebVtt {
    looks = List.copyOf(looks);
    cues = List.copyOf(cues);
  }

  /** Notes are left out; what isn't a cue as the specification has it is an error. */
  public static WebVtt parse(ByteBuffer utf8) throws MalformedWebVttException {
    return new WebVttParser(Lines.decode(utf8)).parse();
  }

  /** As it is written. */
  public String text() {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    map.ifPresent(at -> text.append(at).append('\n'));
    looks.forEach(block -> text.append('\n').append(block).append('\n'));
    for (Cue cue : cues) {
      text.append('\n');
      if (!cue.id().isEmpty()) {
        text.append(cue.id()).append('\n');
      }
      text.append(Timestamp.write(cue.start()))
          .append(" " + Cue.ARROW + " ")
          .append(Timestamp.write(cue.end()));
      if (!cue.settings().isEmpty()) {
        text.append(' ').append(cue.settings());
      }
      text.append('\n').append(cue.text()).append(cue.text().isEmpty() ? "" : "\n");
    }
    return text.toString();
  }
}
