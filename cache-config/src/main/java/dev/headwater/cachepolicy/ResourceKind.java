package dev.headwater.cachepolicy;

import java.util.Locale;

/** What a resource is, in the words of HLS and DASH; each kind has one caching behaviour. */
public enum ResourceKind {
  MULTIVARIANT_PLAYLIST,
  VOD_MEDIA_PLAYLIST,
  MPD,
  INITIALIZATION_SECTION,
  MEDIA_SEGMENT,
  SUBTITLE,
  IMAGE,
  KEY;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The kind as it is written in policies, metrics and tags: {@code media-segment}. */
  public String word() {
    return word;
  }
}
