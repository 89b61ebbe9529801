package dev.headwater.control;

import dev.headwater.control.access.AccessCheck;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.cdn.FanOut;
import dev.headwater.control.channel.ChannelCatalog;
import dev.headwater.control.channel.ChannelReports;
import dev.headwater.control.channel.IngestAddresses;
import dev.headwater.control.channel.StreamKeys;
import dev.headwater.control.database.Database;
import dev.headwater.control.feed.FeedTail;
import dev.headwater.control.feed.SnapshotWriter;
import dev.headwater.control.http.ApiServer;
import dev.headwater.control.http.HttpSettings;
import dev.headwater.control.http.internal.InternalServer;
import dev.headwater.control.job.desk.JobDesk;
import dev.headwater.control.mail.Mailer;
import dev.headwater.control.node.NodeRegistry;
import dev.headwater.control.playback.PlaybackDesk;
import dev.headwater.control.playback.PlaybackSettings;
import dev.headwater.control.playback.StreamLimit;
import dev.headwater.control.playback.key.PlaybackKeys;
import dev.headwater.control.playback.revocation.RevocationDesk;
import dev.headwater.control.purge.PurgeDesk;
import dev.headwater.control.recording.RecordingAccess;
import dev.headwater.control.recording.Recordings;
import dev.headwater.control.state.StateRedis;
import dev.headwater.control.title.PublicationSync;
import dev.headwater.control.title.TitleCatalog;
import dev.headwater.control.upload.SourceUploads;
import dev.headwater.control.upload.resumable.ResumableUploads;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.telemetry.AdminServer;
import dev.headwater.platform.telemetry.StoreMeters;
import dev.headwater.platform.telemetry.Telemetry;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts of a control plane together, in the order in which they need each other, and takes
 * them apart in the other one. Confined to its context, which is one of virtual threads.
 */
final class ControlPlane implements Deployable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ControlPlane.class);

  /** Each answers thousands of questions a second; more would only wait in Redis. */
  private static final int REDIS_CONNECTIONS = 8;

  /** A storm of calls; what waits longer than the time limit for Redis is done without it. */
  private static final int REDIS_WAITING = 2000;

  /** What is of use outside. */
  record Parts(
      Database database,
      ObjectStore store,
      ApiServer api,
      InternalServer internal,
      AdminServer admin,
      Telemetry telemetry) {}

  private final ControlPlaneSettings settings;
  private final InstantSource clock = InstantSource.system();
  private final Telemetry telemetry = new Telemetry("control-plane");
  private final Promise<Parts> parts = Promise.promise();
  private final Deque<Supplier<Future<?>>> closers = new ArrayDeque<>(); // last opened first

  ControlPlane(ControlPlaneSettings settings) {
    this.settings = settings;
  }

  /** Completes once deployed. */
  Future<Parts> parts() {
    return parts.future();
  }

  @Override
  public Future<?> deploy(Context context) {
    try {
      parts.complete(open(context));
      return parts.future();
    } catch (Exception e) {
      undeploy(context);
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<?> undeploy(Context context) {
    while (!closers.isEmpty()) {
      try {
        Future.await(closers.pop().get());
      } catch (Exception e) {
        LOGGER.warn("a part did not close well", e);
      }
    }
    return Future.succeededFuture();
  }

  private Parts open(Context context) {
    Vertx vertx = context.owner();
    closing(() -> closed(telemetry));
    ObjectStore store =
        Future.await(
            settings
                .store()
                .location()
                .open(vertx, System.getenv(), new StoreMeters(telemetry.registry())));
    closing(store::close);
    Database database = Future.await(Database.open(vertx, settings.database()));
    closing(database::close);
    AuditLog audit = new AuditLog(database);
    RevocationDesk revocations =
        RevocationDesk.start(context, database, audit, settings.playback().tokensKnown(), clock);
    StateRedis state = new StateRedis(redis(vertx), settings.redis().timeout());
    ApiServer.Accounts accounts = accounts(context, database, audit, state, revocations);
    PlaybackKeys keys = playbackKeys(context, database, audit);
    StreamLimit streams = new StreamLimit(state, settings.playback(), clock);
    PlaybackDesk desk =
        new PlaybackDesk(
            settings.dataPlane().publicUrl(), settings.playback(), keys::signer, streams, clock);
    PurgeDesk purges = PurgeDesk.start(context, database, audit, fanOut(context, database, audit));
    ApiServer.Catalog catalog = catalog(context, new Books(database, audit, purges), store, desk);
    NodeRegistry nodes = new NodeRegistry(database);
    nodes.start(context);
    ApiServer.Operation operation =
        new ApiServer.Operation(purges, nodes, keys, revocations, new JobDesk(database, audit));
    InternalServer internal = internal(context, database, nodes, streams);
    SnapshotWriter snapshots =
        SnapshotWriter.start(
            context, database, store, settings.feed().snapshot(), telemetry.registry());
    closing(() -> {
      snapshots.close();
      return Future.succeededFuture();
    });
    AdminServer admin =
        Future.await(
            AdminServer.listen(
                vertx,
                settings.admin().host(),
                settings.adminPort(),
                telemetry,
                List.of(database.health())));
    closing(admin::close);
    HttpSettings http =
        new HttpSettings(
            settings.host(),
            settings.port(),
            settings.dataPlane().publicUrl(),
            settings.corsOrigins());
    ApiServer api =
        Future.await(
            ApiServer.listen(vertx, http, accounts, catalog, operation, telemetry.registry()));
    closing(api::close);
    closing(catalog.resumable()::close);
    return new Parts(database, store, api, internal, admin, telemetry);
  }

  private InternalServer internal(
      Context context, Database database, NodeRegistry nodes, StreamLimit streams) {
    FeedTail feed = FeedTail.start(context, database, settings.feed());
    closing(feed::close);
    InternalServer server =
        Future.await(
            InternalServer.listen(
                context.owner(),
                settings.internal(),
                settings.internalPort(),
                new InternalServer.Planes(
                    feed, nodes, streams::seen, new ChannelReports(database)::take)));
    closing(server::close);
    return server;
  }

  private ApiServer.Accounts accounts(
      Context context,
      Database database,
      AuditLog audit,
      StateRedis state,
      RevocationDesk revocations) {
    PasswordHashing hashing =
        new PasswordHashing(settings.accounts().passwords(), telemetry.registry());
    closing(() -> closed(hashing));
    Mailer mailer = Mailer.open(context.owner(), settings.accounts().mail());
    closing(mailer::close);
    return new AccountParts(settings, database, audit, clock, telemetry.registry())
        .open(context, state, hashing, mailer, revocations::endViewer);
  }

  private PlaybackKeys playbackKeys(Context context, Database database, AuditLog audit) {
    PlaybackSettings playback = settings.playback();
    return PlaybackKeys.start(
        context,
        new PlaybackKeys.Parts(
            database,
            audit,
            new PlaybackKeys.Terms(playback.tokenSecret(), playback.tokensKnown(), playback.keys()),
            new PlaybackKeys.Sealing(
                new Envelope(settings.sealingKeys()), settings.sealingKeys().getFirst().id()),
            clock));
  }

  private FanOut fanOut(Context context, Database database, AuditLog audit) {
    FanOut fanOut =
        FanOut.start(
            context,
            settings.cdns(),
            System.getenv(),
            new FanOut.Parts(database, audit, telemetry.registry()));
    closing(fanOut::close);
    return fanOut;
  }

  /** Where changes are written down, and whom they are told to. */
  private record Books(Database database, AuditLog audit, PurgeDesk purges) {}

  private ApiServer.Catalog catalog(
      Context context, Books books, ObjectStore store, PlaybackDesk desk) {
    Database database = books.database;
    AuditLog audit = books.audit;
    PublicationSync publications = PublicationSync.start(context, database, store, books.purges);
    TitleCatalog titles = new TitleCatalog(database, audit, publications, settings.titles(), clock);
    ChannelCatalog channels = channels(books);
    return new ApiServer.Catalog(
        titles,
        new SourceUploads(database, titles, store, settings.uploads(), telemetry.registry()),
        ResumableUploads.start(
            context,
            settings.uploads(),
            new ResumableUploads.Parts(
                database, titles, audit, store, telemetry.registry(), clock)),
        channels,
        new Recordings(
            database,
            channels,
            titles,
            desk,
            new RecordingAccess(new Envelope(settings.sealingKeys())),
            audit,
            clock),
        desk);
  }

  private ChannelCatalog channels(Books books) {
    Envelope envelope = new Envelope(settings.sealingKeys());
    StreamKeys keys = new StreamKeys(envelope);
    return new ChannelCatalog(
        new ChannelCatalog.Parts(
            books.database,
            books.audit,
            books.purges,
            settings.live(),
            keys,
            envelope,
            new IngestAddresses(settings.live(), settings.dataPlane().publicUrl(), keys),
            new AccessCheck("channel", settings.titles().goneFor(), clock)));
  }

  private Redis redis(Vertx vertx) {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(settings.redis().state().toString())
            .setMaxPoolSize(REDIS_CONNECTIONS)
            .setMaxPoolWaiting(REDIS_WAITING);
    Redis redis =
        Redis.createStandaloneClient(vertx, options, () -> Future.succeededFuture(login(options)));
    closing(() -> {
      redis.close();
      return Future.succeededFuture();
    });
    // The first log-in finds a connection; without Redis, it goes on without.
    redis
        .send(Request.cmd(Command.PING))
        .onFailure(failure -> LOGGER.warn("Redis is not there (yet): {}", failure.toString()));
    return redis;
  }

  /** Made for each new connection, so that a password that was replaced is used from then on. */
  private RedisStandaloneConnectOptions login(RedisOptions options) {
    RedisStandaloneConnectOptions login = new RedisStandaloneConnectOptions(options);
    settings.redis().password().ifPresent(password -> login.setPassword(password.value()));
    return login;
  }

  private void closing(Supplier<Future<?>> closer) {
    closers.push(closer);
  }

  private static Future<?> closed(AutoCloseable part) {
    try {
      part.close();
      return Future.succeededFuture();
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }
}
