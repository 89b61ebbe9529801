package dev.headwater.control.http;

import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.channel.ChannelCatalog;
import dev.headwater.control.channel.ChannelCursor;
import dev.headwater.control.channel.ChannelPage;
import dev.headwater.control.channel.ChannelTerms;
import dev.headwater.control.channel.LiveChannel;
import dev.headwater.control.playback.PlaybackDesk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operations tagged {@code channels}, and those of {@code playback} that are about them. */
record ChannelOperations(ChannelCatalog catalog, PlaybackDesk desk) {
  private static final int DEFAULT_LIMIT = 20;

  Map<String, ApiOperation> byId() {
    return Map.of(
        "createChannel", this::create,
        "listChannels", this::list,
        "getChannel", this::get,
        "changeChannel", this::change,
        "deleteChannel", this::delete,
        "renewStreamKey", this::renewKey,
        "requestLivePlayback", this::play);
  }

  private ApiAnswer create(ApiCall call) {
    LiveChannel channel = catalog.create(call.person(), ChannelTerms.of(call.body()));
    return answer(201, call, channel).with("Location", "/api/v1/channels/" + channel.id());
  }

  private ApiAnswer list(ApiCall call) {
    ChannelPage page =
        catalog.list(
            call.person(),
            call.query("cursor").map(ChannelCursor::decode),
            call.whole("limit").orElse(DEFAULT_LIMIT));
    JsonArray items = new JsonArray();
    page.items().forEach(channel -> items.add(ChannelJson.of(channel)));
    JsonObject json = new JsonObject().put("items", items);
    page.nextCursor().ifPresent(cursor -> json.put("nextCursor", cursor));
    return ApiAnswer.of(200, json);
  }

  private ApiAnswer get(ApiCall call) {
    return answer(200, call, catalog.find(call.caller(), Deed.SEE, call.path("id")));
  }

  private ApiAnswer change(ApiCall call) {
    return answer(200, call, catalog.change(call.person(), call.path("id"), call.body()));
  }

  private ApiAnswer delete(ApiCall call) {
    catalog.delete(call.person(), call.path("id"));
    return ApiAnswer.noContent();
  }

  private ApiAnswer renewKey(ApiCall call) {
    return answer(200, call, catalog.renewKey(call.person(), call.path("id")));
  }

  private ApiAnswer play(ApiCall call) {
    LiveChannel channel = catalog.find(call.caller(), Deed.PLAY, call.path("id"));
    return ApiAnswer.of(200, PlaybackJson.of(desk.play(call.viewer(), channel)));
  }

  private ApiAnswer answer(int status, ApiCall call, LiveChannel channel) {
    return ApiAnswer.of(
        status,
        catalog
            .ingest(call.caller(), channel)
            .map(ingest -> ChannelJson.of(channel, ingest))
            .orElseGet(() -> ChannelJson.of(channel)));
  }
}
