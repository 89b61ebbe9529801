package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Does what {@code headwater jobs list}, {@code show}, {@code retry} and {@code cancel} say. */
public final class JobsRun {
  /** The longest page that the API gives. */
  private static final int PAGE = 100;

  private JobsRun() {}

  /**
   * Which jobs to list.
   *
   * @param limit how many at most
   */
  public record Wish(
      Optional<String> state, Optional<String> title, Optional<String> publisher, int limit) {
    private String query() {
      StringBuilder query = new StringBuilder();
      state.ifPresent(word -> query.append("&state=").append(encoded(word)));
      title.ifPresent(id -> query.append("&title=").append(encoded(id)));
      publisher.ifPresent(id -> query.append("&publisher=").append(encoded(id)));
      return query.toString();
    }
  }

  public static void list(URI system, Wish wish, boolean json) {
    JsonArray items = Calls.asUser(system, (api, session) -> all(api, session, wish));
    System.out.println(
        json ? new JsonObject().put("items", items).encodePrettily() : JobText.of(items));
  }

  private static JsonArray all(Api api, Session session, Wish wish) {
    JsonArray items = new JsonArray();
    String cursor = "";
    do {
      int count = Math.min(PAGE, wish.limit - items.size());
      JsonObject page =
          api.get("jobs?limit=" + count + wish.query() + cursor, session.accessToken());
      items.addAll(page.getJsonArray("items"));
      String next = page.getString("nextCursor", "");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty() && items.size() < wish.limit);
    return items;
  }

  public static void show(URI system, String id, boolean json) {
    JsonObject job =
        Calls.asUser(system, (api, session) -> api.get(path(id), session.accessToken()));
    System.out.println(json ? job.encodePrettily() : JobText.of(job));
  }

  public static void retry(URI system, String id, boolean json) {
    say(post(system, id, "/retry"), "is queued again", json);
  }

  public static void cancel(URI system, String id, boolean json) {
    say(post(system, id, "/cancel"), "is cancelled", json);
  }

  private static JsonObject post(URI system, String id, String step) {
    return Calls.asUser(
        system,
        (api, session) -> api.post(path(id) + step, new JsonObject(), session.accessToken()));
  }

  private static void say(JsonObject job, String what, boolean json) {
    System.out.println(
        json
            ? job.encodePrettily()
            : "job %s (%s) %s".formatted(job.getString("id"), job.getString("titleName"), what));
  }

  private static String path(String id) {
    return "jobs/" + encoded(id);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
