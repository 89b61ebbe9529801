package dev.headwater.control.cdn;

/** A CDN, as far as purging goes. Thread-safe; for virtual threads. */
interface Cdn extends AutoCloseable {
  /** Whether it finds what it has by tags; where not, it is told prefixes of paths instead. */
  boolean knowsTags();

  /**
   * Returns once all of it has confirmed that it doesn't answer with what it had until then. May be
   * asked again for the same. Throws CdnException.
   */
  void purge(CdnPurge purge);

  @Override
  void close();
}
