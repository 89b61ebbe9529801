package dev.headwater.control.playback.key;

import dev.headwater.platform.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whose keys there are, and how they take turns. Immutable. */
public record KeySettings(
    @Setting(value = "30d", doc = "How long a key signs before the next one does.") Duration life,
    @Setting(
            doc =
                "Names of CDNs that check tokens themselves, each with keys of its own: one that leaks opens that CDN alone.")
        List<String> cdns,
    @Setting(
            value = PlaybackKey.DATA_PLANE,
            doc =
                "Who checks the tokens of the addresses that are given out: headwater (the data plane), or one of the CDNs.")
        String checkedBy) {
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,40}";

  public KeySettings {
    cdns = List.copyOf(cdns);
    if (life.toSeconds() < 1) {
      throw new IllegalArgumentException("life: " + life + " (expected: >= 1s)");
    }
    for (String cdn : cdns) {
      if (!cdn.matches(NAME) || cdn.equals(PlaybackKey.DATA_PLANE)) {
        throw new IllegalArgumentException(
            "cdns: '%s' (expected: small letters, digits and '-'; not %s)"
                .formatted(cdn, PlaybackKey.DATA_PLANE));
      }
    }
    if (!checkedBy.equals(PlaybackKey.DATA_PLANE) && !cdns.contains(checkedBy)) {
      throw new IllegalArgumentException(
          "checked-by: %s (expected: %s, or one of cdns)"
              .formatted(checkedBy, PlaybackKey.DATA_PLANE));
    }
  }

  /** All that have keys. */
  List<String> consumers() {
    List<String> consumers = new ArrayList<>(cdns);
    consumers.addFirst(PlaybackKey.DATA_PLANE);
    return consumers;
  }
}
