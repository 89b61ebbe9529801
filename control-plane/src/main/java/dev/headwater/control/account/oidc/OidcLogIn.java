package dev.headwater.control.account.oidc;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.RandomText;
import dev.headwater.control.account.session.SessionTokens;
import dev.headwater.control.account.session.Sessions;
import dev.headwater.control.account.throttle.Limit;
import dev.headwater.control.account.throttle.Throttle;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns what a provider says of somebody into a session, in two calls with a visit to the provider
 * between them. Thread-safe; for virtual threads.
 */
public final class OidcLogIn {
  private final Optional<OpenIdProvider> provider;
  private final PendingLogInTable pendingLogIns;
  private final OidcPeople people;
  private final Sessions sessions;
  private final Begins begins;
  private final InstantSource clock;

  /** How often log-ins may be begun. */
  record Begins(Throttle throttle, Limit perAddress) {}

  /**
   * A log-in that was begun. Immutable.
   *
   * @param authorizationUrl where the person goes on
   * @param login to be shown when they come back; known to who began alone
   */
  public record Begun(String authorizationUrl, String login) {
    @Override
    public String toString() {
      return "Begun[***]";
    }
  }

  OidcLogIn(
      Optional<OpenIdProvider> provider,
      PendingLogInTable pendingLogIns,
      OidcPeople people,
      Sessions sessions,
      Begins begins,
      InstantSource clock) {
    this.provider = provider;
    this.pendingLogIns = pendingLogIns;
    this.people = people;
    this.sessions = sessions;
    this.begins = begins;
    this.clock = clock;
  }

  /**
   * Refused with 404 where no provider is set, with 503 where it can't be reached, with 429 where
   * it was begun too often.
   *
   * @param address where the caller is, as the network tells
   */
  public Begun begin(String address) {
    OpenIdProvider known = known();
    Optional<Duration> wait = begins.throttle.take(begins.perAddress, address);
    if (wait.isPresent()) {
      throw RefusedException.tooManyAttempts("log-in was begun too often", wait.get());
    }
    PendingLogIn pending = PendingLogIn.begin();
    String url = known.authorizationUrl(pending);
    String login = RandomText.token();
    pendingLogIns.insert(login, pending);
    return new Begun(url, login);
  }

  /** Refused with 403 where the log-in wasn't begun here, or the provider doesn't vouch. */
  public SessionTokens finish(String login, String code, String state) {
    OpenIdProvider known = known();
    PendingLogIn pending =
        pendingLogIns
            .take(login)
            .filter(p -> p.isOf(state))
            .orElseThrow(() ->
                new RefusedException(
                    Reason.FORBIDDEN, "this log-in was not begun here, or too long ago"));
    IdToken token =
        IdToken.of(known.claims(code, pending), known.expectation(pending), clock.instant());
    Account account = people.account(token);
    return sessions
        .open(account)
        .orElseThrow(() -> new RefusedException(Reason.FORBIDDEN, "this account may not log in"));
  }

  private OpenIdProvider known() {
    return provider.orElseThrow(
        () -> new RefusedException(Reason.NOT_FOUND, "no OpenID provider is set up here"));
  }
}
