package dev.headwater.edge.source.upstream;

import dev.headwater.edge.affinity.RendezvousHash;
import dev.headwater.edge.telemetry.UpstreamMeters;
import dev.headwater.platform.runtime.MonotonicClock;
import java.time.Duration;
import java.util.List;

/**
 * The upstream servers of a node, their health, and which of them a key goes to. All event loops
 * share it. Thread-safe.
 */
public final class UpstreamGroup {
  /** When to ask again what failed just now: health changes within seconds. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final UpstreamSettings settings;
  private final UpstreamMeters meters;
  private final List<UpstreamHost> hosts;
  private final RendezvousHash hash;
  private final RetryBudget retries;

  /**
   * All servers are in at first.
   *
   * @param settings have one URL or more
   */
  public UpstreamGroup(UpstreamSettings settings, UpstreamMeters meters, MonotonicClock clock) {
    if (settings.urls().isEmpty()) {
      throw new IllegalArgumentException("urls: none (expected: one upstream server or more)");
    }
    this.settings = settings;
    this.meters = meters;
    this.hosts =
        settings.addresses().stream()
            .map(address -> new UpstreamHost(address, settings, clock))
            .toList();
    this.hash = new RendezvousHash(hosts.stream().map(UpstreamHost::name).toList());
    this.retries = new RetryBudget(clock);
    hosts.forEach(host -> meters.watch(host.name(), host::isIn));
  }

  UpstreamSettings settings() {
    return settings;
  }

  UpstreamMeters meters() {
    return meters;
  }

  List<UpstreamHost> hosts() {
    return hosts;
  }

  RetryBudget retries() {
    return retries;
  }

  /** Whether every breaker is open: a request would fail at once, but for a trial now and then. */
  public boolean isUnavailable() {
    return hosts.stream().allMatch(UpstreamHost::isOpen);
  }

  /** How long until one of the breakers permits a trial. */
  Duration retryAfter() {
    return hosts.stream()
        .map(UpstreamHost::retryAfter)
        .min(Duration::compareTo)
        .orElse(RETRY_AFTER);
  }

  /** Those that are in, the key's first choice first; all of them where none is in. */
  List<UpstreamHost> candidates(String key) {
    List<UpstreamHost> ordered = hash.order(key).stream().map(hosts::get).toList();
    List<UpstreamHost> chosen = ordered.stream().filter(UpstreamHost::isChosen).toList();
    return chosen.isEmpty() ? ordered : chosen;
  }

  void succeeded(UpstreamHost host) {
    boolean open = host.isOpen();
    host.succeeded();
    if (open && !host.isOpen()) {
      meters.changed(host.name(), "closed");
    }
  }

  /** A host that fails often is ejected, if no more than half of all are out that way. */
  void failed(UpstreamHost host, String reason) {
    meters.failed(host.name(), reason);
    boolean open = host.isOpen();
    if (host.failed()) {
      eject(host);
    }
    if (!open && host.isOpen()) {
      meters.changed(host.name(), "open");
    }
  }

  private synchronized void eject(UpstreamHost host) {
    long ejected = hosts.stream().filter(UpstreamHost::isEjected).count();
    if (!host.isEjected() && ejected < hosts.size() / 2) {
      host.eject();
      meters.changed(host.name(), "ejected");
    }
  }

  void checked(UpstreamHost host, boolean good) {
    boolean open = host.isOpen();
    if (host.checked(good)) {
      meters.changed(host.name(), good ? "up" : "down");
    }
    if (open && !host.isOpen()) {
      meters.changed(host.name(), "closed");
    }
  }
}
