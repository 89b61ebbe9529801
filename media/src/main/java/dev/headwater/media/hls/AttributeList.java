package dev.headwater.media.hls;

import dev.headwater.media.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The attribute list of a tag (draft-pantos-hls-rfc8216bis, section 4.2). Immutable. */
final class AttributeList {
  /** A name, then a quoted or a plain value. Possessive, so that it takes linear time. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Z0-9-]++)=(?:\"([^\"]*+)\"|([^\",\\s]++))");

  private static final Pattern RESOLUTION = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

  private final Line.Tagged line;
  private final Map<String, String> quoted = new LinkedHashMap<>();
  private final Map<String, String> plain = new LinkedHashMap<>();

  private AttributeList(Line.Tagged line) {
    this.line = line;
  }

  static AttributeList of(Line.Tagged line) throws PlaylistException {
    AttributeList list = new AttributeList(line);
    Matcher matcher = ATTRIBUTE.matcher(line.value());
    int at = 0;
    while (true) {
      matcher.region(at, line.value().length());
      if (!matcher.lookingAt()) {
        throw line.unexpected("NAME=value at character " + (at + 1));
      }
      list.put(matcher);
      if (matcher.end() == line.value().length()) {
        return list;
      }
      if (line.value().charAt(matcher.end()) != ',') {
        throw line.unexpected("a comma at character " + (matcher.end() + 1));
      }
      at = matcher.end() + 1;
    }
  }

  private void put(Matcher attribute) throws PlaylistException {
    String name = attribute.group(1);
    boolean repeated = quoted.containsKey(name) || plain.containsKey(name);
    if (repeated) {
      throw line.unexpected(name + " once");
    }
    if (attribute.group(2) != null) {
      quoted.put(name, attribute.group(2));
    } else {
      plain.put(name, attribute.group(3));
    }
  }

  Optional<String> quoted(String name) throws PlaylistException {
    if (plain.containsKey(name)) {
      throw line.unexpected(name + " in quotation marks");
    }
    return Optional.ofNullable(quoted.get(name));
  }

  String requiredQuoted(String name) throws PlaylistException {
    return required(name, quoted(name));
  }

  Optional<String> plain(String name) throws PlaylistException {
    if (quoted.containsKey(name)) {
      throw line.unexpected(name + " without quotation marks");
    }
    return Optional.ofNullable(plain.get(name));
  }

  String requiredPlain(String name) throws PlaylistException {
    return required(name, plain(name));
  }

  long requiredInteger(String name) throws PlaylistException {
    return Numbers.integer(line, name, requiredPlain(name));
  }

  OptionalLong integer(String name) throws PlaylistException {
    Optional<String> text = plain(name);
    return text.isPresent()
        ? OptionalLong.of(Numbers.integer(line, name, text.get()))
        : OptionalLong.empty();
  }

  Optional<BigDecimal> decimal(String name) throws PlaylistException {
    Optional<String> text = plain(name);
    return text.isPresent()
        ? Optional.of(Numbers.decimal(line, name, text.get()))
        : Optional.empty();
  }

  Optional<Duration> seconds(String name) throws PlaylistException {
    Optional<String> text = plain(name);
    return text.isPresent()
        ? Optional.of(Numbers.seconds(line, name, text.get()))
        : Optional.empty();
  }

  Duration requiredSeconds(String name) throws PlaylistException {
    return Numbers.seconds(line, name, requiredPlain(name));
  }

  Optional<ByteRange> byteRange(String name) throws PlaylistException {
    Optional<String> range = quoted(name);
    return range.isPresent() ? Optional.of(Numbers.byteRange(line, range.get())) : Optional.empty();
  }

  Optional<Instant> date(String name) throws PlaylistException {
    Optional<String> text = quoted(name);
    return text.isPresent() ? Optional.of(Moment.read(line, name, text.get())) : Optional.empty();
  }

  Instant requiredDate(String name) throws PlaylistException {
    return Moment.read(line, name, requiredQuoted(name));
  }

  /** All but those named, as they are written. */
  SortedMap<String, String> othersThan(Set<String> names) {
    SortedMap<String, String> others = new TreeMap<>(plain);
    quoted.forEach((name, value) -> others.put(name, '"' + value + '"'));
    others.keySet().removeAll(names);
    return others;
  }

  /** Absent means no. */
  boolean flag(String name) throws PlaylistException {
    return switch (plain(name).orElse("NO")) {
      case "YES" -> true;
      case "NO" -> false;
      default -> throw line.unexpected(name + " YES or NO");
    };
  }

  Optional<Resolution> resolution(String name) throws PlaylistException {
    Optional<String> text = plain(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = RESOLUTION.matcher(text.get());
    if (!matcher.matches()) {
      throw line.unexpected(name + " WIDTHxHEIGHT");
    }
    int width = Integer.parseInt(matcher.group(1));
    int height = Integer.parseInt(matcher.group(2));
    return Optional.of(Checked.at(line, () -> new Resolution(width, height)));
  }

  private String required(String name, Optional<String> value) throws PlaylistException {
    if (value.isEmpty()) {
      throw line.unexpected(name);
    }
    return value.get();
  }
}
