package dev.headwater.control.account.oidc;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.OidcSettings;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.CredentialValidationException;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider as it describes itself, asked for its description when it is needed first, so that
 * this system starts while the provider is down. Thread-safe; for virtual threads.
 */
final class OpenIdProvider {
  private static final Logger LOGGER = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final long LIMIT_SECONDS = 10;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final OidcSettings settings;
  private final String issuer;
  private final String clientId;
  private final String redirect;
  private volatile @Nullable OAuth2Auth discovered;

  OpenIdProvider(Vertx vertx, AccountSettings accounts) {
    this.vertx = vertx;
    this.settings = accounts.oidc();
    this.issuer = settings.issuer().map(URI::toString).orElseThrow();
    this.clientId = settings.clientId().orElseThrow();
    this.redirect =
        settings
            .redirectUrl()
            .map(URI::toString)
            .orElse(accounts.publicUrl().toString().replaceFirst("/$", "") + "/login");
  }

  IdToken.Expectation expectation(PendingLogIn pending) {
    return new IdToken.Expectation(issuer, clientId, pending.nonce());
  }

  /** Where the person goes on; refused with 503 where the provider can't be reached. */
  String authorizationUrl(PendingLogIn pending) {
    return provider()
        .authorizeURL(
            new OAuth2AuthorizationURL()
                .setRedirectUri(redirect)
                .setScopes(List.of(settings.scopes().split(" ", -1)))
                .setState(pending.state())
                .setCodeChallenge(pending.challenge())
                .setCodeChallengeMethod("S256")
                .putAdditionalParameter("nonce", pending.nonce()));
  }

  /**
   * The claims of the ID token that the code stands for, their signature checked. Refused with 403
   * where the provider doesn't give one, with 503 where it can't be reached.
   */
  JsonObject claims(String code, PendingLogIn pending) {
    Oauth2Credentials credentials =
        new Oauth2Credentials()
            .setFlow(OAuth2FlowType.AUTH_CODE)
            .setCode(code)
            .setRedirectUri(redirect)
            .setCodeVerifier(pending.verifier());
    User user = await(provider().authenticate(credentials));
    JsonObject claims = user.attributes().getJsonObject("idToken");
    if (claims == null || isUnsigned(user.principal().getString("id_token", ""))) {
      throw new RefusedException(Reason.FORBIDDEN, "the provider gave no good ID token");
    }
    return claims;
  }

  /** The library takes unsigned tokens where a provider publishes no keys. */
  private static boolean isUnsigned(String token) {
    return token.endsWith(".") || token.split("\\.", -1).length != 3;
  }

  private OAuth2Auth provider() {
    OAuth2Auth known = discovered;
    if (known != null) {
      return known;
    }
    OAuth2Auth found = await(OpenIDConnectAuth.discover(vertx, options()));
    found.missingKeyHandler(
        _ -> found.jWKSet().onFailure(e -> LOGGER.warn("the provider's keys can't be read", e)));
    discovered = found;
    return found;
  }

  private OAuth2Options options() {
    OAuth2Options options = new OAuth2Options().setSite(issuer).setClientId(clientId);
    settings.clientSecret().map(Secret::value).ifPresent(options::setClientSecret);
    return options;
  }

  private static <T> T await(Future<T> answer) {
    try {
      return Future.await(answer.timeout(LIMIT_SECONDS, TimeUnit.SECONDS));
    } catch (Throwable e) { // await throws what the future failed with, checked or not
      throw refusal(e);
    }
  }

  private static RefusedException refusal(Throwable failure) {
    return switch (failure) {
      case IOException e -> unreachable(e);
      case TimeoutException e -> unreachable(e);
      case CredentialValidationException _ ->
          new RefusedException(Reason.INVALID_REQUEST, "code: not one of a provider");
      default -> {
        LOGGER.info("the OpenID provider refused: {}", failure.toString());
        yield new RefusedException(Reason.FORBIDDEN, "the OpenID provider refused the log-in");
      }
    };
  }

  private static RefusedException unreachable(Throwable failure) {
    return RefusedException.unavailable(
        "the OpenID provider can't be reached", RETRY_AFTER, failure);
  }
}
