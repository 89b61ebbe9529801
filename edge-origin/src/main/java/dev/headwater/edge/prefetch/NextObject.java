package dev.headwater.edge.prefetch;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.structured.BareItem;
import dev.headwater.edge.http.structured.Dictionary;
import dev.headwater.edge.http.structured.InnerList;
import dev.headwater.edge.http.structured.Item;
import dev.headwater.edge.http.structured.StructuredFields;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which object a session asks for after this one, as a pure function. */
final class NextObject {
  /** A segment's name that is its number, as ours are. */
  private static final Pattern NUMBERED = Pattern.compile("(.*/)(\\d{1,9})(\\.[a-z0-9]+)");

  private static final Pattern CMCD_PARAMETER = Pattern.compile("[?&]CMCD=([^&#]*)");

  /** What CMCD says must be short: it is sent with every request. */
  private static final int MAX_CMCD_LENGTH = 2_000;

  private NextObject() {}

  /** A segment that follows, and the one that came before. */
  record Neighbours(String before, String next) {}

  /** Those with the numbers beside its own; empty where it has no number, or the first. */
  static Optional<Neighbours> numbered(String path) {
    Matcher matcher = NUMBERED.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(2));
    String start = matcher.group(1);
    String end = matcher.group(3);
    return number == 0
        ? Optional.empty()
        : Optional.of(
            new Neighbours(
                start + like(matcher.group(2), number - 1) + end,
                start + like(matcher.group(2), number + 1) + end));
  }

  /** The number with as many digits as that text, where that begins with zeros. */
  private static String like(String digits, int number) {
    String text = Integer.toString(number);
    int zeros = digits.startsWith("0") ? digits.length() - text.length() : 0;
    return "0".repeat(Math.max(0, zeros)) + text;
  }

  /**
   * The path that the player names (CTA-5004, key {@code nor}).
   *
   * @param uri as the client sent it, query included
   * @param path of the object that it asks for now
   */
  static Optional<String> announced(String uri, String path, Fields request) {
    String cmcd = request.get("CMCD-Request");
    return Optional.ofNullable(cmcd == null ? parameter(uri) : cmcd)
        .filter(text -> text.length() <= MAX_CMCD_LENGTH)
        .flatMap(StructuredFields::dictionary)
        .flatMap(NextObject::next)
        .flatMap(reference -> resolved(path, reference));
  }

  private static @Nullable String parameter(String uri) {
    Matcher matcher = CMCD_PARAMETER.matcher(uri);
    return matcher.find() ? decoded(matcher.group(1)) : null;
  }

  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null; // it is not for us to complain of
    }
  }

  /** A text in version 1, a list of them in version 2. */
  private static Optional<String> next(Dictionary cmcd) {
    return switch (cmcd.get("nor")) {
      case null -> Optional.empty();
      case Item item -> text(item);
      case InnerList list -> list.items().stream().findFirst().flatMap(NextObject::text);
    };
  }

  private static Optional<String> text(Item item) {
    return item.value() instanceof BareItem.StringValue(String text)
        ? Optional.ofNullable(decoded(text))
        : Optional.empty();
  }

  /** Relative to this object, and of the same publication: the same folder, or one beside it. */
  private static Optional<String> resolved(String path, String reference) {
    try {
      URI next = URI.create(path).resolve(reference);
      boolean local = next.getScheme() == null && next.getRawAuthority() == null;
      return Optional.ofNullable(next.getRawPath())
          .filter(target -> local && target.startsWith(publication(path)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** All but the last two names: rendition and segment. */
  private static String publication(String path) {
    int name = path.lastIndexOf('/');
    int rendition = path.lastIndexOf('/', Math.max(0, name - 1));
    return path.substring(0, Math.max(0, rendition) + 1);
  }
}
