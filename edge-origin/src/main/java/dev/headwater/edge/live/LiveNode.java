package dev.headwater.edge.live;

import dev.headwater.edge.admission.ClientAddress;
import dev.headwater.edge.cluster.Cluster;
import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.peer.Neighbours;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a node has for live channels: those that media comes to, and what is asked of them.
 * Thread-safe; deployed, it ends programmes that have fallen silent, and tidies the store.
 */
public final class LiveNode extends VerticleBase {
  private static final long UPKEEP_MILLIS = 1_000;

  /** A node that stops waits no longer for its store: nobody takes the media meanwhile. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  /** How often it looks whether all is written. */
  private static final long SETTLING_LOOK_MILLIS = 20;

  private final LiveSettings settings;
  private final ChannelTable table;
  private final Archive archive;
  private final Journals journals;
  private final ChannelKeys keys;
  private final LiveChannels channels;
  private final LiveDesk desk;
  private final WrongKeys wrongKeys = new WrongKeys();
  private final IngestRoom ingestRoom;
  private final InstantSource clock;
  private Optional<Neighbours> neighbours = Optional.empty();
  private Optional<Standby> standby = Optional.empty();
  private long timer;

  /**
   * @param node names this one within epochs, unlike any other
   * @param store of whole segments
   */
  public LiveNode(
      LiveSettings settings,
      ChannelTable table,
      Optional<ObjectStore> store,
      ChannelKeys keys,
      String node,
      InstantSource clock) {
    this.settings = settings;
    this.table = table;
    this.clock = clock;
    this.archive = new Archive(store, settings.grace());
    this.journals = new Journals(store);
    this.keys = keys;
    this.ingestRoom = new IngestRoom(settings.maxUntaken().bytes());
    this.channels =
        new LiveChannels(
            new LiveChannels.Parts(
                table, archive, journals, keys, new ChannelTerms(settings.partHoldBack())),
            node,
            settings.endsAfter(),
            clock);
    this.desk = new LiveDesk(table, channels, clock);
    table.reportedBy(channels::reports);
    table.deletionsTo(archive::dropAll);
  }

  /** There are other nodes; called before it is deployed. */
  public void join(Neighbours others) {
    neighbours = Optional.of(others);
    channels.join(others, settings.maxFollowed().bytes());
  }

  /** They form a cluster; called before it is deployed, too. */
  public void join(Cluster cluster) {
    standby = Optional.of(new Standby(cluster, channels));
  }

  public LiveChannels channels() {
    return channels;
  }

  public LiveDesk desk() {
    return desk;
  }

  public Archive archive() {
    return archive;
  }

  public Journals journals() {
    return journals;
  }

  public IngestRoom ingestRoom() {
    return ingestRoom;
  }

  public WrongKeys wrongKeys() {
    return wrongKeys;
  }

  /**
   * Where encoders push to, on one event loop.
   *
   * @param addresses of encoders
   */
  public Ingest ingest(Vertx vertx, ClientAddress addresses) {
    return new Ingest(
        vertx,
        new StreamKeys(table, wrongKeys, Optional.of(addresses)),
        channels,
        neighbours.map(
            others -> new IngestRelay(vertx, others.owners(), others.calls(), ingestRoom)),
        ingestRoom,
        clock);
  }

  /** What other nodes push here on behalf of their encoders, on one event loop. */
  public Ingest ingestOfPeers(Vertx vertx) {
    return new Ingest(
        vertx,
        new StreamKeys(table, wrongKeys, Optional.empty()),
        channels,
        Optional.empty(),
        ingestRoom,
        clock);
  }

  /** Where other nodes follow channels, on one event loop. */
  public FollowDesk followDesk(Context context) {
    return new FollowDesk(context, channels);
  }

  /** Where viewers get keys of channels, on one event loop. */
  public LiveKeys keys(Vertx vertx) {
    return new LiveKeys(vertx, table, channels, keys);
  }

  /** Where requests wait, on one event loop. */
  public LiveWaiting waiting(Vertx vertx, Context context) {
    return LiveWaiting.begin(vertx, context, channels, settings.maxWaiting());
  }

  @Override
  public Future<?> start() {
    timer =
        vertx.setPeriodic(
            UPKEEP_MILLIS,
            _ -> {
              channels.upkeep();
              standby.ifPresent(Standby::tell);
              archive.sweep();
            });
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(timer);
    return channels
        .close()
        .compose(_ -> settled(Math.ceilDiv(SETTLING.toMillis(), SETTLING_LOOK_MILLIS)))
        .onComplete(_ -> channels.giveUp());
  }

  /** The next owner is to find all that viewers were told of. */
  private Future<Void> settled(long looks) {
    return looks == 0 || (archive.isIdle() && journals.isIdle())
        ? Future.succeededFuture()
        : vertx.timer(SETTLING_LOOK_MILLIS).compose(_ -> settled(looks - 1));
  }
}
