package dev.headwater.edge.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language of a file of subtitles, which has no place for it: the parameter {@code language},
 * else the field {@code Content-Language}, else the last word of the track's name where that is one
 * of ISO 639 ({@code subs-en}, {@code text_por}).
 */
final class SubtitleLanguage {
  /** RFC 5646, section 2.1, as far as it is in use. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}");

  /** Of three letters to the shortest (RFC 5646, section 2.2.1), and of the shortest to itself. */
  private static final Map<String, String> KNOWN = known();

  private SubtitleLanguage() {}

  private static Map<String, String> known() {
    Map<String, String> known = new HashMap<>();
    for (String two : Locale.getISOLanguages()) {
      known.put(two, two);
      known.putIfAbsent(Locale.of(two).getISO3Language(), two);
    }
    return known;
  }

  static Optional<String> of(HttpServerRequest request, String track) {
    return of(request.getParam("language"))
        .or(() -> of(request.getHeader(HttpHeaders.CONTENT_LANGUAGE)))
        .or(() -> ofName(track));
  }

  private static Optional<String> of(@Nullable String tag) {
    return Optional.ofNullable(tag)
        .filter(text -> TAG.matcher(text).matches())
        .map(text -> KNOWN.getOrDefault(text.toLowerCase(Locale.ROOT), text));
  }

  static Optional<String> ofName(String track) {
    String word = track.substring(Math.max(track.lastIndexOf('-'), track.lastIndexOf('_')) + 1);
    return Optional.ofNullable(KNOWN.get(word.toLowerCase(Locale.ROOT)));
  }
}
