package dev.headwater.edge.request;

/** Steps 1 and 2: finds what a request target means. */
public interface Router {
  /**
   * What a target means, and how it is cached.
   *
   * @param uri as it was sent: origin-form, or absolute-form as a proxy sends it
   */
  Routing route(String uri);

  /** Whether resources can only be read here; else any method goes on to the source. */
  boolean readsOnly();
}
