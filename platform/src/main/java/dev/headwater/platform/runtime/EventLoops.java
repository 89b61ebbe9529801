package dev.headwater.platform.runtime;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Vert.x on the best transport that this machine allows: io_uring, else epoll, else NIO.
 * Containers often forbid io_uring, so it is tried, not assumed. The system property {@code
 * headwater.transport} names the only one to try.
 */
public final class EventLoops {
  private static final Logger LOGGER = LoggerFactory.getLogger(EventLoops.class);

  /** A system property that names the one transport to use, for measurements and for trouble. */
  private static final String ONLY = "headwater.transport";

  /** Has Vert.x keep the encoded form of header fields that never change. */
  private static final String ENCODE_ONCE = "vertx.cacheImmutableHttpResponseHeaders";

  /** How many completions the kernel may have for one loop before it has to put more aside. */
  private static final String COMPLETIONS = "io.netty.iouring.cqSize";

  /**
   * Room for 16,000 connections of a loop that are all read and answered at once: half a megabyte.
   */
  private static final String MOST_COMPLETIONS = "32768";

  private EventLoops() {}

  public static Vertx start(VertxOptions options) {
    setUnlessSet(ENCODE_ONCE, "true");
    setUnlessSet(COMPLETIONS, MOST_COMPLETIONS);
    Optional<String> only = Optional.ofNullable(System.getProperty(ONLY));
    for (Transport transport : candidates(only)) {
      try {
        Vertx vertx = Vertx.builder().with(options).withTransport(transport).build();
        LOGGER.info("event loops run on {}", transport.name());
        return vertx;
      } catch (RuntimeException | LinkageError e) {
        LOGGER.warn("transport {} is not usable here: {}", transport.name(), e.toString());
      }
    }
    throw new IllegalStateException(
        only.map(name -> "%s: %s (expected: a transport that is usable here)".formatted(ONLY, name))
            .orElse("no event-loop transport is usable, NIO included"));
  }

  /** Read by Netty and Vert.x when their classes are loaded. */
  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static List<Transport> candidates(Optional<String> only) {
    return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
        .filter(Objects::nonNull)
        .filter(Transport::available)
        .filter(transport -> only.isEmpty() || only.get().equals(transport.name()))
        .toList();
  }
}
