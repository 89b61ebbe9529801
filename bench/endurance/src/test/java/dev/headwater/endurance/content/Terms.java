package dev.headwater.endurance.content;

import java.util.Locale;

/** How a resource may be kept, as its Cache-Control says. */
public enum Terms {
  FRESH("max-age=86400, stale-if-error=86400", true),
  STALE("max-age=3, stale-if-error=86400", true),
  REVALIDATE("max-age=3, stale-while-revalidate=5, stale-if-error=86400", true),
  STRICT("max-age=3, must-revalidate", false),
  PASSING("no-store", false);

  private final String cacheControl;
  private final boolean staleIfError;

  Terms(String cacheControl, boolean staleIfError) {
    this.cacheControl = cacheControl;
    this.staleIfError = staleIfError;
  }

  public String cacheControl() {
    return cacheControl;
  }

  /** Whether a stale copy may be the answer where the source has none, for a day. */
  public boolean staleIfError() {
    return staleIfError;
  }

  /** Whether it changes in the lifetime of a run. */
  boolean changes() {
    return this != FRESH;
  }

  /** What a path of the data plane ends in, so that its policy tells lasting from changing. */
  String file() {
    return changes() ? "index.m3u8" : "init.mp4";
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
