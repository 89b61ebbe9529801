package dev.headwater.media.isobmff;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Languages as {@code mdhd} has them (ISO/IEC 14496-12, section 8.4.2.3): three letters of ISO
 * 639-2/T in five bits each, and as files and people write them.
 */
public final class LanguageCode {
  private static final int LETTER_BITS = 5;
  private static final int LETTER_MASK = (1 << LETTER_BITS) - 1;

  /** Each letter is stored as its distance from this one. */
  private static final int BEFORE_A = 'a' - 1;

  private static final String UNDETERMINED = "und";

  /** Those of ISO 639-2/B, which Matroska has, that aren't as in 639-2/T. */
  private static final Map<String, String> BIBLIOGRAPHIC =
      Map.ofEntries(
          Map.entry("alb", "sq"),
          Map.entry("arm", "hy"),
          Map.entry("baq", "eu"),
          Map.entry("bur", "my"),
          Map.entry("chi", "zh"),
          Map.entry("cze", "cs"),
          Map.entry("dut", "nl"),
          Map.entry("fre", "fr"),
          Map.entry("geo", "ka"),
          Map.entry("ger", "de"),
          Map.entry("gre", "el"),
          Map.entry("ice", "is"),
          Map.entry("mac", "mk"),
          Map.entry("mao", "mi"),
          Map.entry("may", "ms"),
          Map.entry("per", "fa"),
          Map.entry("rum", "ro"),
          Map.entry("slo", "sk"),
          Map.entry("tib", "bo"),
          Map.entry("wel", "cy"));

  private static final Map<String, String> SHORTEST = shortest();

  private LanguageCode() {}

  private static Map<String, String> shortest() {
    Map<String, String> shortest = new HashMap<>();
    for (String two : Locale.getISOLanguages()) {
      shortest.putIfAbsent(Locale.of(two).getISO3Language(), two);
    }
    shortest.putAll(BIBLIOGRAPHIC);
    return shortest;
  }

  /** The tag of a language (RFC 5646, section 2.2.1: the shortest); empty where none is said. */
  static Optional<String> tag(int packed) {
    StringBuilder letters = new StringBuilder();
    for (int shift = 2 * LETTER_BITS; shift >= 0; shift -= LETTER_BITS) {
      letters.append((char) (BEFORE_A + ((packed >> shift) & LETTER_MASK)));
    }
    String code = letters.toString();
    boolean says = code.matches("[a-z]{3}") && !code.equals(UNDETERMINED);
    return says ? Optional.of(SHORTEST.getOrDefault(code, code)) : Optional.empty();
  }

  /** A tag that somebody wrote, or the shortest one of the same language; empty for others. */
  public static Optional<String> checked(String tag) {
    String text = tag.strip();
    return text.matches("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}") && !text.equals(UNDETERMINED)
        ? Optional.of(SHORTEST.getOrDefault(text, text))
        : Optional.empty();
  }
}
