package dev.headwater.control.account.oidc;

import dev.headwater.control.account.EmailAddress;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a provider says of a person, once it is checked. Immutable.
 *
 * @param email normalised; only where the provider has checked it
 */
record IdToken(String issuer, String subject, Optional<String> email, String name) {
  /** How far the provider's clock may be from ours. */
  private static final Duration LEEWAY = Duration.ofMinutes(1);

  /** OpenID Connect Core 1.0, section 2: at most so many characters. */
  private static final int MAX_SUBJECT = 255;

  private static final int MAX_NAME = 100;

  /** What the claims have to agree with. */
  record Expectation(String issuer, String clientId, String nonce) {}

  /**
   * Reads claims whose signature is good; refused with 403 where they are not for this log-in
   * (OpenID Connect Core 1.0, section 3.1.3.7).
   */
  static IdToken of(JsonObject claims, Expectation expected, Instant now) {
    check(expected.issuer.equals(claims.getValue("iss")), "issuer");
    check(isFor(claims.getValue("aud"), expected.clientId), "audience");
    Object party = claims.getValue("azp");
    check(party == null || party.equals(expected.clientId), "authorized party");
    check(expected.nonce.equals(claims.getValue("nonce")), "nonce");
    check(
        claims.getValue("exp") instanceof Number end
            && now.minus(LEEWAY).getEpochSecond() < end.longValue(),
        "expiry");
    String subject = claims.getValue("sub") instanceof String text ? text : "";
    check(!subject.isEmpty() && subject.length() <= MAX_SUBJECT, "subject");
    return new IdToken(expected.issuer, subject, email(claims), name(claims, subject));
  }

  private static boolean isFor(Object audience, String clientId) {
    return switch (audience) {
      case String one -> one.equals(clientId);
      case JsonArray many -> many.contains(clientId);
      case null, default -> false;
    };
  }

  private static Optional<String> email(JsonObject claims) {
    return claims.getValue("email") instanceof String email
            && Boolean.TRUE.equals(claims.getValue("email_verified"))
        ? Optional.of(EmailAddress.check(email))
        : Optional.empty();
  }

  private static String name(JsonObject claims, String subject) {
    String name = claims.getValue("name") instanceof String text ? text.strip() : "";
    String shown = name.isEmpty() ? subject : name;
    return shown.substring(0, Math.min(shown.length(), MAX_NAME));
  }

  private static void check(boolean agrees, String what) {
    if (!agrees) {
      throw new RefusedException(
          Reason.FORBIDDEN, "the provider's ID token is not for this log-in: " + what);
    }
  }

  @Override
  public String toString() {
    return "IdToken[" + subject + "]";
  }
}
