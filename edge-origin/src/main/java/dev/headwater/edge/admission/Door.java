package dev.headwater.edge.admission;

import dev.headwater.edge.request.Route;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Step 3: says who may have what a route leads to. */
@FunctionalInterface
public interface Door {
  Future<Admission> admit(HttpServerRequest request, Route route);

  /**
   * Admits everyone: the source decides, and says whether others may have the answer too. What it
   * gave to a hop that checks viewers is for nobody here.
   */
  static Door open() {
    Future<Admission> admitted =
        Future.succeededFuture(Admission.Admitted.unlessClosed("no tokens are checked here"));
    return (_, _) -> admitted;
  }
}
