package dev.headwater.platform.store;

/**
 * Hears what a store asks of its storage service, for metrics. Is called on the threads of all
 * callers, and must not block.
 */
public interface StoreListener {
  /** What storage services count, and price, apart. */
  enum Kind {
    GET,
    HEAD,
    /** Also the steps of an upload in parts. */
    PUT,
    LIST,
    DELETE
  }

  /** A request was sent, be it the first, a retry or a hedge; by the settings it costs so much. */
  void request(Kind kind, double dollars);

  /** A failed request is sent again. */
  void retry(Kind kind);

  /** A read that is slow to answer is sent a second time. */
  void hedge();

  /** A caller was told of a failure. */
  void failure(StoreException.Reason reason);

  /** For a store that nobody measures. */
  StoreListener NONE =
      new StoreListener() {
        @Override
        public void request(Kind kind, double dollars) {}

        @Override
        public void retry(Kind kind) {}

        @Override
        public void hedge() {}

        @Override
        public void failure(StoreException.Reason reason) {}
      };
}
