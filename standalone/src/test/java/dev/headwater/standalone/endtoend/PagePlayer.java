package dev.headwater.standalone.endtoend;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A player on a page of a browser. Confined to the browser's thread. */
final class PagePlayer implements Player {
  /** A picture that still stands for so long counts as a stall. */
  private static final double STALL_MILLIS = 1000;

  private final Page page;

  PagePlayer(Page page) {
    this.page = page;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Figures figures() {
    JsonObject seen = new JsonObject((Map<String, Object>) page.evaluate("figures()"));
    double standing = seen.getDouble("standingMillis", 0.0);
    boolean stands = standing > STALL_MILLIS;
    Double start = seen.getDouble("startMillis");
    return new Figures(
        start == null ? OptionalDouble.empty() : OptionalDouble.of(start),
        seen.getDouble("seconds"),
        new Figures.Stalls(
            seen.getInteger("stalls") + (stands ? 1 : 0),
            seen.getDouble("rebufferMillis") + (stands ? standing : 0),
            seen.getInteger("seeks"),
            seen.getInteger("dropped")),
        numbers(seen.getJsonArray("latencies")),
        (List<String>) seen.getJsonArray("errors").getList(),
        seen.getInteger("reloads"),
        Optional.ofNullable(seen.getString("fatal")));
  }

  /** What is heard from now on. */
  void listenTo(String language) {
    page.evaluate("language => listenTo(language)", language);
  }

  /** The loudest tone that is heard, in Hz; 0 for silence. */
  double tone() {
    return ((Number) page.evaluate("tone()")).doubleValue();
  }

  /** From now on, the first track of subtitles is shown. */
  void readSubtitles() {
    page.evaluate("readSubtitles()");
  }

  /** What was read: {@code text}, and where the picture was, in {@code seconds}. */
  @SuppressWarnings("unchecked")
  List<JsonObject> cues() {
    return ((List<Map<String, Object>>) page.evaluate("subtitles()"))
        .stream().map(JsonObject::new).toList();
  }

  private static List<Double> numbers(JsonArray array) {
    return array.stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  @Override
  public void close() {
    page.context().close();
  }
}
