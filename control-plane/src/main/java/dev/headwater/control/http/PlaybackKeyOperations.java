package dev.headwater.control.http;

import dev.headwater.control.playback.key.PlaybackKey;
import dev.headwater.control.playback.key.PlaybackKeys;
import dev.headwater.control.playback.revocation.RevocationDesk;
import dev.headwater.control.playback.revocation.RevocationProgress;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.feed.Revocation;
import dev.headwater.platform.token.TokenKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The operations on keys of playback tokens, and on what was revoked. */
record PlaybackKeyOperations(PlaybackKeys keys, RevocationDesk revocations) {
  Map<String, ApiOperation> byId() {
    return Map.of(
        "listTokenKeys", this::list,
        "rotateTokenKeys", this::rotate,
        "getTokenKeySecret", this::secret,
        "confirmTokenKey", this::confirm,
        "retireTokenKey", this::retire,
        "createRevocation", this::revoke,
        "getRevocation", this::getRevocation);
  }

  private ApiAnswer list(ApiCall call) {
    JsonArray items = new JsonArray();
    keys.list(call.person()).forEach(key -> items.add(json(key)));
    return ApiAnswer.of(200, new JsonObject().put("items", items));
  }

  private ApiAnswer rotate(ApiCall call) {
    String consumer = call.body().getString("consumer", PlaybackKey.DATA_PLANE);
    return ApiAnswer.of(202, json(keys.rotate(call.person(), consumer)));
  }

  private ApiAnswer secret(ApiCall call) {
    TokenKey key = keys.secret(call.person(), call.path("kid"));
    return ApiAnswer.of(
            200, new JsonObject().put("kid", key.kid()).put("secret", key.secret().value()))
        .with("Cache-Control", "no-store");
  }

  private ApiAnswer confirm(ApiCall call) {
    keys.confirm(call.person(), call.path("kid"));
    return ApiAnswer.noContent();
  }

  private ApiAnswer retire(ApiCall call) {
    keys.retire(call.person(), call.path("kid"));
    return ApiAnswer.noContent();
  }

  private static JsonObject json(PlaybackKey key) {
    JsonObject json =
        new JsonObject()
            .put("kid", key.kid())
            .put("consumer", key.consumer())
            .put("state", key.state().word())
            .put("createdAt", key.createdAt().toString());
    key.promotedAt().ifPresent(at -> json.put("promotedAt", at.toString()));
    key.replacedAt().ifPresent(at -> json.put("replacedAt", at.toString()));
    return json;
  }

  private ApiAnswer revoke(ApiCall call) {
    JsonObject body = call.body();
    List<Revocation.What> named =
        Stream.of(Revocation.What.values()).filter(what -> body.containsKey(what.word())).toList();
    if (named.size() != 1) {
      throw new RefusedException(
          Reason.INVALID_REQUEST, "name one of token, session, viewer and title");
    }
    Revocation.What what = named.getFirst();
    RevocationProgress made =
        revocations.revoke(call.person(), what, String.valueOf(body.getString(what.word())));
    return ApiAnswer.of(201, json(made)).with("Location", "/api/v1/revocations/" + made.id());
  }

  private ApiAnswer getRevocation(ApiCall call) {
    return ApiAnswer.of(200, json(revocations.find(call.person(), call.path("id"))));
  }

  private static JsonObject json(RevocationProgress progress) {
    Revocation revocation = progress.revocation();
    JsonObject json =
        Acknowledgement.json(progress.nodes())
            .put("id", progress.id())
            .put("sequence", progress.sequence())
            .put("what", revocation.what().word())
            .put("before", revocation.before().toString())
            .put("until", revocation.until().toString());
    return revocation.what() == Revocation.What.TOKEN ? json : json.put("name", revocation.name());
  }
}
