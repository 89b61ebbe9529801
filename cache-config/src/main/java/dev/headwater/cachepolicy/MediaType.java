package dev.headwater.cachepolicy;

import java.util.regex.Pattern;

/** Values of Content-Type as policies may have them (RFC 9110, section 8.3.1). */
public final class MediaType {
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";
  private static final Pattern FORM =
      Pattern.compile("%s/%1$s(; ?%1$s=(%1$s|\"[A-Za-z0-9 ,./_-]{0,64}\")){0,4}".formatted(TOKEN));

  private MediaType() {}

  /** The text itself; fails with IllegalArgumentException where it is none. */
  public static String of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a media type, such as text/vtt; charset=utf-8)");
    }
    return text;
  }
}
