package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Does what {@code headwater token secrets} and {@code token confirm} say. */
public final class CdnKeysRun {
  private static final String RETIRED = "retired";

  private CdnKeysRun() {}

  /** The keys of a CDN that aren't retired, by their names. */
  public static SequencedMap<String, String> secrets(URI system, String cdn) {
    return Calls.asUser(
        system,
        (api, session) -> {
          SequencedMap<String, String> secrets = new LinkedHashMap<>();
          for (String kid : kids(api, session, cdn)) {
            secrets.put(
                kid,
                api.get("token-keys/" + kid + "/secret", session.accessToken())
                    .getString("secret"));
          }
          return secrets;
        });
  }

  public static void confirm(URI system, String cdn, boolean json) {
    List<String> confirmed =
        Calls.asUser(
            system,
            (api, session) -> {
              List<String> kids = kids(api, session, cdn);
              kids.forEach(
                  kid -> api.put("token-keys/" + kid + "/confirmation", session.accessToken()));
              return kids;
            });
    System.out.println(
        json
            ? new JsonObject().put("confirmed", new JsonArray(confirmed)).encodePrettily()
            : cdn + " has " + String.join(", ", confirmed));
  }

  private static List<String> kids(Api api, Session session, String cdn) {
    List<String> kids =
        api.get("token-keys", session.accessToken()).getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(key -> key.getString("consumer").equals(cdn))
            .filter(key -> !key.getString("state").equals(RETIRED))
            .map(key -> key.getString("kid"))
            .toList();
    if (kids.isEmpty()) {
      throw new CommandFailure(
          "no keys of a CDN '" + cdn + "' (expected: one of playback.keys.cdns)");
    }
    return kids;
  }
}
