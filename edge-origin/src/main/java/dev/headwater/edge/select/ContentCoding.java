package dev.headwater.edge.select;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The encodings of a representation that are kept. */
public enum ContentCoding {
  IDENTITY,
  GZIP;

  /** Whether the client prefers gzip to nothing at all (RFC 9110, section 12.5.3). */
  public static boolean acceptsGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    boolean any = false;
    for (String item : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = item.strip().split(";", -1);
      String coding = parts[0].strip();
      if (coding.equals("gzip") || coding.equals("x-gzip")) {
        return !isRefused(parts);
      }
      any |= coding.equals("*") && !isRefused(parts);
    }
    return any;
  }

  private static boolean isRefused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].strip().matches("q\\s*=\\s*0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }

  /** The entity tag of a representation in this encoding: each has its own (section 8.8.3.3). */
  public String etag(String identityEtag) {
    return switch (this) {
      case IDENTITY -> identityEtag;
      case GZIP -> identityEtag.substring(0, identityEtag.length() - 1) + "-gzip\"";
    };
  }
}
