package dev.headwater.cachepolicy;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a resource is, in the words of HLS and DASH; each kind has one caching behaviour. */
public enum ResourceKind {
  MULTIVARIANT_PLAYLIST,
  VOD_MEDIA_PLAYLIST,
  MPD,
  INITIALIZATION_SECTION,
  MEDIA_SEGMENT,
  SUBTITLE,
  IMAGE,
  LIVE_MULTIVARIANT_PLAYLIST,
  LIVE_MEDIA_PLAYLIST,
  LIVE_MPD,
  LIVE_INITIALIZATION_SECTION,
  LIVE_MEDIA_SEGMENT,
  PARTIAL_SEGMENT,
  LIVE_SUBTITLE,
  KEY;

  private static final Set<ResourceKind> LIVE =
      EnumSet.of(
          LIVE_MULTIVARIANT_PLAYLIST,
          LIVE_MEDIA_PLAYLIST,
          LIVE_MPD,
          LIVE_INITIALIZATION_SECTION,
          LIVE_MEDIA_SEGMENT,
          PARTIAL_SEGMENT,
          LIVE_SUBTITLE);

  /** Which of a channel's time is wanted. */
  private static final List<String> WINDOW = List.of("from", "to");

  /** Draft-pantos-hls-rfc8216bis, section 6.2.5. */
  private static final List<String> DIRECTIVES =
      List.of("from", "to", "_HLS_msn", "_HLS_part", "_HLS_skip");

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Whether it belongs to a channel: it may not be there yet, or no longer. */
  public boolean isLive() {
    return LIVE.contains(this);
  }

  /** The query parameters that its bytes depend on. */
  public List<String> parameters() {
    return switch (this) {
      case LIVE_MEDIA_PLAYLIST -> DIRECTIVES;
      case LIVE_MULTIVARIANT_PLAYLIST, LIVE_MPD -> WINDOW;
      default -> List.of();
    };
  }

  /** Whether it grows while a channel is on the air. */
  public boolean isLivePlaylist() {
    return !parameters().isEmpty();
  }

  /** The kind as it is written in policies, metrics and tags: {@code media-segment}. */
  public String word() {
    return word;
  }
}
