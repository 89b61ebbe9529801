package dev.headwater.control.purge;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedChange.Purge.Mode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/** What a call wants purged. Immutable. */
public record PurgeItems(Mode mode, List<String> tags, List<String> paths, List<String> prefixes) {
  /** A call with more is split by whoever makes it. */
  public static final int MOST = 1000;

  /** As long as the longest path that the data plane takes. */
  private static final int MAX_LENGTH = 2048;

  /** What may stand in Cache-Tag; no star among it. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9!#$%&'+.^_`|~:/@=-]{1,200}");

  /** Names apart by single slashes, perhaps one at the end. */
  private static final Pattern PATH =
      Pattern.compile("/|(/(?:[A-Za-z0-9._~!$&'()+,;=:@-]|%[0-9A-Fa-f]{2})+)+/?");

  private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(/.*)?");

  public PurgeItems {
    tags = List.copyOf(tags);
    paths = List.copyOf(paths);
    prefixes = List.copyOf(prefixes);
    int count = tags.size() + paths.size() + prefixes.size();
    if (count < 1 || count > MOST) {
      throw refused("%d items (expected: 1 to %,d in all)".formatted(count, MOST));
    }
    tags.forEach(PurgeItems::checkTag);
    paths.forEach(path -> checkPath("path", path));
    prefixes.forEach(prefix -> checkPath("prefix", prefix));
  }

  /** Refused with 400 where there is nothing to purge, too much, or something malformed. */
  public static PurgeItems of(JsonObject body) {
    return new PurgeItems(
        Mode.of(body.getString("mode", Mode.HARD.word())),
        texts(body, "tags"),
        texts(body, "paths"),
        texts(body, "prefixes"));
  }

  private static List<String> texts(JsonObject body, String member) {
    return body.getJsonArray(member, new JsonArray()).stream().map(String::valueOf).toList();
  }

  private static void checkTag(String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw refused(
          tag.contains("*")
              ? "the tag \"%s\" has a wildcard (expected: a tag in full)".formatted(shown(tag))
              : "the tag \"%s\" is malformed".formatted(shown(tag)));
    }
  }

  private static void checkPath(String kind, String path) {
    if (path.contains("*")) {
      throw refused(
          "the %s \"%s\" has a wildcard (expected: a path in full, or a prefix)"
              .formatted(kind, shown(path)));
    }
    if (path.length() > MAX_LENGTH
        || !PATH.matcher(path).matches()
        || DOTS.matcher(path).matches()
        || path.startsWith("/t/")) {
      throw refused(
          "the %s \"%s\" is malformed (expected: as in /vod/TITLE/EPOCH/index.m3u8, without host, token and query)"
              .formatted(kind, shown(path)));
    }
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Reason.INVALID_REQUEST, detail);
  }

  public int count() {
    return tags.size() + paths.size() + prefixes.size();
  }

  Purge as(String id) {
    return new Purge(id, mode, tags, paths, prefixes);
  }
}
