package dev.headwater.control.http;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.session.AccessTokens;
import dev.headwater.control.account.session.LiveSessions;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.util.List;

/** Finds out who calls, as far as the document wants to know. Thread-safe. */
final class Authentication {
  private static final String SCHEME = "Bearer ";

  private final AccessTokens tokens;
  private final LiveSessions sessions;

  Authentication(AccessTokens tokens, LiveSessions sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** Refused with 401 where the operation is for people and there is no good token. */
  Caller caller(HttpServerRequest request, Operation operation) {
    List<SecurityRequirement> requirements = operation.getSecurityRequirements();
    if (requirements.isEmpty()) {
      return new Caller.Anonymous();
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      Caller.Person person = tokens.verify(token(authorization));
      sessions.check(person.session());
      return person;
    }
    if (requirements.stream().anyMatch(SecurityRequirement::isEmpty)) {
      return new Caller.Anonymous();
    }
    throw new RefusedException(
        Reason.UNAUTHENTICATED, "this call needs the header Authorization: Bearer ACCESS-TOKEN");
  }

  private static String token(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new RefusedException(Reason.UNAUTHENTICATED, "the authorization is not a bearer token");
    }
    return authorization.substring(SCHEME.length()).strip();
  }
}
