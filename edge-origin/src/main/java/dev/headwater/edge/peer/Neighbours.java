package dev.headwater.edge.peer;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.telemetry.PeerMeters;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The other nodes with the same source, as this one knows them: by their leases. Thread-safe, but
 * for its making and its end, which are the quiet event loop's.
 */
public final class Neighbours {
  /** Their leases stand apart from those of fills. */
  private static final String CHANNELS = "-channels";

  private final QuietLoop loop;
  private final RedisLeases own;
  private final RedisLeases ofChannels;
  private final Leases leases;
  private final Pulse pulse;
  private final PeerSecret secret;
  private final PeerMeters meters;
  private final ChannelOwners owners;
  private final PeerCalls calls;

  /**
   * What is to be known.
   *
   * @param redis where leases are
   * @param address where other nodes reach this one, as {@code host:port}
   * @param space nodes with the same one have the same source
   * @param secret that nodes know each other by
   */
  public record Place(RedisServers redis, String address, String space, PeerSecret secret) {}

  /** Called on the quiet event loop. */
  public Neighbours(
      Vertx vertx,
      Place place,
      Breaker breaker,
      PeerMeters meters,
      RedisConnectionMeters connections) {
    this.loop = new QuietLoop(vertx, vertx.getOrCreateContext());
    RedisLeases.Meters counted = new RedisLeases.Meters(meters, connections);
    this.own =
        RedisLeases.create(
            vertx,
            place.redis,
            new RedisLeases.Place(place.address, place.space),
            RedisLeases.Terms.OF_FILLS,
            breaker,
            counted);
    this.ofChannels =
        RedisLeases.create(
            vertx,
            place.redis,
            new RedisLeases.Place(place.address, place.space + CHANNELS),
            RedisLeases.Terms.OF_CHANNELS,
            breaker,
            counted);
    this.leases = loop.share(own);
    this.pulse = new Pulse(vertx, place.secret);
    this.secret = place.secret;
    this.meters = meters;
    this.owners = new ChannelOwners(vertx, loop, ofChannels, pulse);
    this.calls = new PeerCalls(vertx, place.secret);
  }

  /** Which node goes on with a channel. */
  public ChannelOwners owners() {
    return owners;
  }

  /** What other nodes are asked for that lasts. */
  public PeerCalls calls() {
    return calls;
  }

  /** A source as one event loop uses it. */
  public record OnLoop(Source source, Runnable close) {}

  /** Asks the source only for what no other node is asking it for; called on its event loop. */
  public OnLoop collapse(Vertx vertx, Source source) {
    PeerClient client =
        new PeerClient(vertx, address -> loop.call(() -> pulse.isAlive(address)), secret, meters);
    return new OnLoop(new LeasedSource(source, leases, client, meters), client::close);
  }

  /** Completes, always well, once there are connections, or the first attempts are over. */
  public Future<Void> open() {
    return own.open().compose(_ -> ofChannels.open());
  }

  public Future<Void> close() {
    own.close();
    ofChannels.close();
    return calls.close().eventually(pulse::close);
  }
}
