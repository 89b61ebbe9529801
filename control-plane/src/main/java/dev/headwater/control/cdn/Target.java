package dev.headwater.control.cdn;

/** One thing that a CDN is to forget. Immutable. */
sealed interface Target {
  /** A resource, with all its queries and codings. */
  record Path(String path) implements Target {}

  /** All whose paths begin so. */
  record Prefix(String prefix) implements Target {}

  /** All that bear it in {@code Cache-Tag}. */
  record Tag(String tag) implements Target {}
}
