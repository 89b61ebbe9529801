package dev.headwater.control.title;

import java.util.Locale;

/** How far a title has come. */
public enum TitleStatus {
  /** Made, without a source. */
  DRAFT,
  /** Its source is in the store, or with a channel, and waits for a worker. */
  UPLOADED,
  /** A worker packages it. */
  PROCESSING,
  /** It can be played. */
  READY,
  /** Its last source could not be packaged, or recorded. */
  FAILED,
  /** Deleted. */
  RETIRED;

  /** As it is written in the database and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fails with IllegalArgumentException where there is no such status. */
  public static TitleStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether a new source may come: no job of an earlier one is waiting or running. */
  public boolean acceptsSource() {
    return switch (this) {
      case DRAFT, READY, FAILED -> true;
      case UPLOADED, PROCESSING, RETIRED -> false;
    };
  }
}
