package dev.headwater.cachepolicy;

import java.util.EnumSet;
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

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Whether it belongs to a channel: it may not be there yet, or no longer. */
  public boolean isLive() {
    return LIVE.contains(this);
  }

  /** The kind as it is written in policies, metrics and tags: {@code media-segment}. */
  public String word() {
    return word;
  }
}
