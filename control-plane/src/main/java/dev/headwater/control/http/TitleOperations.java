package dev.headwater.control.http;

import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.playback.PlaybackDesk;
import dev.headwater.control.title.Title;
import dev.headwater.control.title.TitleCatalog;
import dev.headwater.control.title.TitlePage;
import dev.headwater.control.title.TitleQuery;
import dev.headwater.control.title.TitleStatus;
import dev.headwater.control.title.TitleText;
import dev.headwater.control.upload.SourceUploads;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operations tagged {@code titles}, and those of {@code playback} that are about them. */
record TitleOperations(TitleCatalog catalog, SourceUploads uploads, PlaybackDesk desk) {
  private static final int DEFAULT_LIMIT = 20;
  private static final String DEFAULT_ORDER = "-createdAt";

  Map<String, ApiOperation> byId() {
    return Map.of(
        "createTitle", this::create,
        "listTitles", this::list,
        "getTitle", this::get,
        "changeTitle", this::change,
        "deleteTitle", this::delete,
        "putSource", this::putSource,
        "requestPlayback", this::play);
  }

  private ApiAnswer create(ApiCall call) {
    Title title = catalog.create(call.person(), TitleText.of(call.body()));
    return answer(201, call, title).with("Location", "/api/v1/titles/" + title.id());
  }

  private ApiAnswer list(ApiCall call) {
    TitleQuery query =
        new TitleQuery(
            call.query("q").filter(words -> !words.isBlank()),
            call.query("category"),
            call.query("tag"),
            call.query("status").map(TitleStatus::of),
            TitleQuery.Place.of(
                call.query("sort").orElse(DEFAULT_ORDER), call.query("cursor").orElse(null)),
            call.whole("limit").orElse(DEFAULT_LIMIT));
    TitlePage page = catalog.list(call.person(), query);
    JsonArray items = new JsonArray();
    page.items().forEach(title -> items.add(TitleJson.of(title, call.viewer(), desk)));
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
    catalog.retire(call.person(), call.path("id"));
    return ApiAnswer.noContent();
  }

  private ApiAnswer putSource(ApiCall call) {
    return answer(202, call, uploads.receive(call.person(), call.path("id"), call.source()));
  }

  private ApiAnswer play(ApiCall call) {
    Title title = catalog.find(call.caller(), Deed.PLAY, call.path("id"));
    return ApiAnswer.of(200, PlaybackJson.of(desk.play(call.viewer(), title)));
  }

  private ApiAnswer answer(int status, ApiCall call, Title title) {
    return ApiAnswer.of(status, TitleJson.of(title, call.viewer(), desk));
  }
}
