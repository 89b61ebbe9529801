package dev.headwater.control.http;

import dev.headwater.control.playback.PlaybackDesk;
import dev.headwater.control.playback.Viewer;
import dev.headwater.control.title.Title;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Titles as the API shows them; members without a value are left out. */
final class TitleJson {
  private TitleJson() {}

  static JsonObject of(Title title, Viewer viewer, PlaybackDesk desk) {
    JsonObject json =
        new JsonObject()
            .put("id", title.id())
            .put("ownerId", title.ownerId())
            .put("name", title.text().name())
            .put("categories", new JsonArray(title.text().categories()))
            .put("tags", new JsonArray(title.text().tags()))
            .put("visibility", Title.word(title.visibility()))
            .put("status", title.status().word())
            .put("progress", title.progress())
            .put("renditions", title.renditions())
            .put("createdAt", title.createdAt().toString())
            .put("updatedAt", title.updatedAt().toString());
    title.text().description().ifPresent(text -> json.put("description", text));
    title.text().language().ifPresent(tag -> json.put("language", tag));
    title.error().ifPresent(error -> json.put("error", error));
    title.durationSeconds().ifPresent(seconds -> json.put("durationSeconds", seconds));
    desk.posterUrl(viewer, title).ifPresent(url -> json.put("posterUrl", url));
    return json;
  }
}
