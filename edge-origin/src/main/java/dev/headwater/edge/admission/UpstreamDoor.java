package dev.headwater.edge.admission;

import dev.headwater.edge.hop.Hops;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.token.TokenCheck;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * Admits to what the upstream gives to hops that check viewers: its response says whether a token
 * is needed, and the token was looked at before. Thread-safe.
 */
public record UpstreamDoor(ShownToken shown, Hops hops) implements Door {
  @Override
  public Future<Admission> admit(HttpServerRequest request, Route route) {
    return Future.succeededFuture(
        hops.has(request) ? Admission.Admitted.HOP : decide(request, route));
  }

  private Admission decide(HttpServerRequest request, Route route) {
    return switch (shown.check(request, route)) {
      case null -> Admission.Admitted.unlessClosed("this needs a playback token");
      case TokenCheck.Refused(String reason) -> Admission.Admitted.unlessClosed(reason);
      case TokenCheck.Good good -> Admission.Admitted.viewer(good.claims().sessionId());
    };
  }
}
