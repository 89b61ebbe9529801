package dev.headwater.control.http;

import dev.headwater.control.account.login.LogIn;
import dev.headwater.control.account.mailed.EmailCheck;
import dev.headwater.control.account.mailed.PasswordReset;
import dev.headwater.control.account.oidc.OidcLogIn;
import dev.headwater.control.account.person.PasswordChange;
import dev.headwater.control.account.person.People;
import dev.headwater.control.account.person.Registration;
import dev.headwater.control.account.session.AccessTokens;
import dev.headwater.control.account.session.LiveSessions;
import dev.headwater.control.account.session.Sessions;
import dev.headwater.control.account.signing.SigningKeys;
import dev.headwater.control.channel.ChannelCatalog;
import dev.headwater.control.job.desk.JobDesk;
import dev.headwater.control.node.NodeRegistry;
import dev.headwater.control.playback.PlaybackDesk;
import dev.headwater.control.playback.key.PlaybackKeys;
import dev.headwater.control.playback.revocation.RevocationDesk;
import dev.headwater.control.purge.PurgeDesk;
import dev.headwater.control.recording.Recordings;
import dev.headwater.control.title.TitleCatalog;
import dev.headwater.control.upload.SourceUploads;
import dev.headwater.control.upload.resumable.ResumableUploads;
import dev.headwater.platform.http.UpgradeHold;
import dev.headwater.platform.problem.InvalidRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The door of the control plane: API, documentation, console. Confined to the context that opened
 * it, which has to be one of virtual threads.
 */
public final class ApiServer {
  /** A client that neither sends nor reads for so long is gone. */
  private static final int IDLE_SECONDS = 60;

  /** Enough for any call but an upload, which its sender has to send again. */
  private static final int GRACE_SECONDS = 3;

  private final HttpServer server;

  private ApiServer(HttpServer server) {
    this.server = server;
  }

  /** What people, and logging in and out, are done with. */
  public record Accounts(
      LogIn logIn,
      Sessions sessions,
      Registration registration,
      People people,
      PasswordChange passwordChange,
      PasswordReset passwordReset,
      EmailCheck emailCheck,
      OidcLogIn oidc,
      SigningKeys keys,
      AccessTokens tokens,
      LiveSessions live) {}

  /** What titles and channels are made, filled and played with. */
  public record Catalog(
      TitleCatalog titles,
      SourceUploads uploads,
      ResumableUploads resumable,
      ChannelCatalog channels,
      Recordings recordings,
      PlaybackDesk desk) {}

  /** What data plane and workers are told and watched with. */
  public record Operation(
      PurgeDesk purges,
      NodeRegistry nodes,
      PlaybackKeys keys,
      RevocationDesk revocations,
      JobDesk jobs) {}

  /** Fails where the port can't be bound. */
  public static Future<ApiServer> listen(
      Vertx vertx,
      HttpSettings settings,
      Accounts accounts,
      Catalog catalog,
      Operation operation,
      MeterRegistry meters) {
    Map<String, ApiOperation> actions = new HashMap<>();
    actions.putAll(new SessionOperations(accounts).byId());
    actions.putAll(new PeopleOperations(accounts.people).byId());
    actions.putAll(new OidcOperations(accounts.oidc).byId());
    actions.putAll(new MailedOperations(accounts.passwordReset, accounts.emailCheck).byId());
    actions.putAll(new TitleOperations(catalog.titles, catalog.uploads, catalog.desk).byId());
    actions.putAll(new UploadOperations(catalog.resumable).byId());
    actions.putAll(new ChannelOperations(catalog.channels, catalog.desk).byId());
    actions.putAll(new RecordingOperations(catalog.recordings, catalog.desk).byId());
    actions.putAll(new PurgeOperations(operation.purges, operation.nodes).byId());
    actions.putAll(new PlaybackKeyOperations(operation.keys, operation.revocations).byId());
    actions.putAll(new JobOperations(operation.jobs).byId());
    Authentication authentication = new Authentication(accounts.tokens, accounts.live);
    return OpenApiDocument.load(vertx)
        .map(document -> new ApiRoutes(vertx, document, actions))
        .map(api -> new SiteRoutes(settings).router(vertx, api, authentication, meters))
        .compose(router ->
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setCompressionSupported(true))
                .invalidRequestHandler(InvalidRequests::answer)
                .connectionHandler(UpgradeHold::set)
                .requestHandler(router)
                .listen(settings.port(), settings.host()))
        .map(ApiServer::new);
  }

  public int port() {
    return server.actualPort();
  }

  /** Takes no more calls, and gives those in progress a little time. */
  public Future<Void> close() {
    return server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
  }
}
