package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.net.URI;

/** Does what {@code headwater token revoke} says. */
public final class RevokeRun {
  private RevokeRun() {}

  /**
   * Returns whether it was taken, and applied by all nodes where that was to be waited for.
   *
   * @param what token, session, viewer or title
   */
  public static boolean run(URI system, String what, String name, boolean waits, boolean json) {
    JsonObject revocation =
        Calls.asUser(
            system,
            (api, session) -> {
              JsonObject taken =
                  api.post("revocations", new JsonObject().put(what, name), session.accessToken());
              return waits
                  ? Acknowledgement.await(api, session, "revocations/" + taken.getString("id"))
                  : taken;
            });
    System.out.println(
        json ? revocation.encodePrettily() : Acknowledgement.text("revocation", revocation));
    return !waits || revocation.getString("state").equals("applied");
  }
}
