package dev.headwater.control;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.login.LogIn;
import dev.headwater.control.account.mailed.EmailCheck;
import dev.headwater.control.account.mailed.Errands;
import dev.headwater.control.account.mailed.MailedTokens;
import dev.headwater.control.account.mailed.PasswordReset;
import dev.headwater.control.account.mailed.Post;
import dev.headwater.control.account.oidc.OidcParts;
import dev.headwater.control.account.password.PasswordHashing;
import dev.headwater.control.account.person.FirstAdministrator;
import dev.headwater.control.account.person.PasswordChange;
import dev.headwater.control.account.person.People;
import dev.headwater.control.account.person.Registration;
import dev.headwater.control.account.session.AccessTokens;
import dev.headwater.control.account.session.LiveSessions;
import dev.headwater.control.account.session.SessionEnds;
import dev.headwater.control.account.session.Sessions;
import dev.headwater.control.account.signing.RotatingKeys;
import dev.headwater.control.account.throttle.LoginThrottle;
import dev.headwater.control.account.throttle.MailThrottle;
import dev.headwater.control.account.throttle.Throttle;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.http.ApiServer;
import dev.headwater.control.mail.Mailer;
import dev.headwater.control.state.StateRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/**
 * Puts the parts together that people log in with. Confined to the context of the control plane.
 */
final class AccountParts {
  private final ControlPlaneSettings settings;
  private final AccountSettings accounts;
  private final Database database;
  private final AuditLog audit;
  private final InstantSource clock;
  private final MeterRegistry meters;

  AccountParts(
      ControlPlaneSettings settings,
      Database database,
      AuditLog audit,
      InstantSource clock,
      MeterRegistry meters) {
    this.settings = settings;
    this.accounts = settings.accounts();
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Those that work by themselves do so until the context's deployment ends.
   *
   * @param alsoEnds what else of a person ends with all sessions, in the same transaction
   */
  ApiServer.Accounts open(
      Context context,
      StateRedis state,
      PasswordHashing hashing,
      Mailer mailer,
      BiConsumer<SqlConnection, String> alsoEnds) {
    SessionEnds ends = new SessionEnds(database, state, accounts, clock, alsoEnds);
    ends.keepTelling(context);
    new FirstAdministrator(database, hashing, ends, audit).ensure(settings.admin(), clock);
    RotatingKeys keys = new RotatingKeys(database, audit, accounts, clock);
    keys.keepFresh(context);
    AccessTokens tokens = new AccessTokens(keys, accounts, clock);
    LiveSessions live = new LiveSessions(database, state, accounts, clock);
    Sessions sessions =
        new Sessions(
            database, tokens, new Sessions.Lives(live, ends, accounts.sessionLife(), clock), audit);
    Throttle counts = new Throttle(state, clock);
    LoginThrottle throttle = new LoginThrottle(counts, accounts);
    Post post = post(context, mailer, new MailThrottle(counts, accounts));
    return new ApiServer.Accounts(
        new LogIn(database, hashing, throttle, sessions, accounts, meters),
        sessions,
        new Registration(database, hashing, post, audit, accounts, clock),
        new People(database, hashing, ends, audit, clock),
        new PasswordChange(database, hashing, throttle, post.tokens(), ends, audit),
        new PasswordReset(database, hashing, post, ends, audit),
        new EmailCheck(database, post, audit),
        new OidcParts(context.owner(), database, hashing, ends, audit, clock)
            .logIn(accounts, sessions, counts),
        keys,
        tokens,
        live);
  }

  private Post post(Context context, Mailer mailer, MailThrottle throttle) {
    MailedTokens tokens = new MailedTokens(database, clock);
    Errands errands = new Errands(database, tokens, accounts.publicUrl(), mailer);
    errands.keepRunning(context);
    return new Post(errands, tokens, throttle);
  }
}
