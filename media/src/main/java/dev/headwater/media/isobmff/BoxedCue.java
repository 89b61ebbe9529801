package dev.headwater.media.isobmff;

import java.time.Duration;

/**
 * A WebVTT cue as samples have it (ISO/IEC 14496-30, section 7.4). Immutable.
 *
 * @param start of its first sample, on the track's clock
 * @param end of its last sample, on the track's clock
 * @param id box {@code iden}; empty where there is none
 * @param settings box {@code sttg}; empty where there is none
 * @param text box {@code payl}
 */
public record BoxedCue(Duration start, Duration end, String id, String settings, String text) {
  boolean goesOnWith(BoxedCue next) {
    return end.equals(next.start)
        && id.equals(next.id)
        && settings.equals(next.settings)
        && text.equals(next.text);
  }

  BoxedCue until(Duration later) {
    return new BoxedCue(start, later, id, settings, text);
  }
}
