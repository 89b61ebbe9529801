package dev.headwater.media.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads EXT-X-KEY (draft-pantos-hls-rfc8216bis, section 4.4.4.4). */
final class KeyParser {
  private static final Pattern VECTOR = Pattern.compile("0[xX]([0-9a-fA-F]{32})");
  private static final int VECTOR_PREFIX = 2;

  private KeyParser() {}

  /**
   * The keys that apply from the tag on: it replaces the one of its KEYFORMAT, or all with NONE.
   */
  static List<MediaKey> apply(Line.Tagged line, List<MediaKey> before) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    String method = attributes.requiredPlain("METHOD");
    if (method.equals("NONE")) {
      if (!line.value().equals("METHOD=NONE")) {
        throw line.unexpected("METHOD=NONE alone");
      }
      return List.of();
    }
    MediaKey key = key(line, method(line, method), attributes);
    List<MediaKey> keys = new ArrayList<>(before);
    keys.removeIf(other -> other.keyFormat().equals(key.keyFormat()));
    keys.add(key);
    return List.copyOf(keys);
  }

  private static MediaKey key(Line.Tagged line, MediaKey.Method method, AttributeList attributes)
      throws PlaylistException {
    String uri = attributes.requiredQuoted("URI");
    Optional<String> vector = vector(line, attributes);
    String format = attributes.quoted("KEYFORMAT").orElse(MediaKey.IDENTITY);
    Optional<String> versions = attributes.quoted("KEYFORMATVERSIONS");
    return Checked.at(line, () -> new MediaKey(method, uri, vector, format, versions));
  }

  private static MediaKey.Method method(Line.Tagged line, String text) throws PlaylistException {
    for (MediaKey.Method method : MediaKey.Method.values()) {
      if (method.text().equals(text)) {
        return method;
      }
    }
    throw line.unexpected("METHOD NONE, AES-128, SAMPLE-AES or SAMPLE-AES-CTR");
  }

  private static Optional<String> vector(Line.Tagged line, AttributeList attributes)
      throws PlaylistException {
    Optional<String> text = attributes.plain("IV");
    if (text.isEmpty()) {
      return text;
    }
    if (!VECTOR.matcher(text.get()).matches()) {
      throw line.unexpected("IV 0x and 32 hexadecimal digits");
    }
    return Optional.of(text.get().substring(VECTOR_PREFIX).toLowerCase(Locale.ROOT));
  }
}
