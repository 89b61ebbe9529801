package dev.headwater.edge.source.upstream;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.settings.Secret;
import java.time.Duration;
import java.util.Optional;

/** One upstream server and what is known of its health. Thread-safe. */
final class UpstreamHost {
  private final UpstreamAddress address;
  private final Optional<Secret> hopSecret;
  private final MonotonicClock clock;
  private final Ejection ejection;
  private final CheckStreak checks;
  private Breaker breaker;

  UpstreamHost(UpstreamAddress address, UpstreamSettings settings, MonotonicClock clock) {
    this.address = address;
    this.hopSecret = settings.hopSecret();
    this.clock = clock;
    this.ejection = new Ejection(clock);
    this.checks = new CheckStreak(settings.health().down(), settings.health().up());
    this.breaker = new Breaker(clock);
  }

  UpstreamAddress address() {
    return address;
  }

  /** What it is shown, so that it leaves viewers to this node. */
  Optional<Secret> hopSecret() {
    return hopSecret;
  }

  /** What meters call it. */
  String name() {
    return address.toString();
  }

  /** Neither down by its checks, nor ejected, nor behind an open breaker. */
  synchronized boolean isIn() {
    return isChosen() && !breaker.isOpen();
  }

  /** Whether requests go to it while others are there too; its breaker is asked apart. */
  synchronized boolean isChosen() {
    return checks.isUp() && !ejection.isOut();
  }

  synchronized boolean isEjected() {
    return ejection.isOut();
  }

  synchronized boolean isOpen() {
    return breaker.isOpen();
  }

  /** Whether a request may be sent now; while the breaker is open, that takes its trial. */
  synchronized boolean permits() {
    return breaker.permits();
  }

  /** How long until the breaker permits a trial. */
  synchronized Duration retryAfter() {
    return breaker.retryAfter();
  }

  synchronized void succeeded() {
    breaker.succeeded();
    ejection.succeeded();
  }

  /** Whether it should be ejected for that. */
  synchronized boolean failed() {
    breaker.failed();
    return ejection.failed();
  }

  synchronized void eject() {
    ejection.begin();
  }

  /** Whether that changed the state. Once checks find it back, old failures are forgotten. */
  synchronized boolean checked(boolean good) {
    boolean changed = checks.checked(good);
    if (changed && good) {
      breaker = new Breaker(clock);
    }
    return changed;
  }
}
