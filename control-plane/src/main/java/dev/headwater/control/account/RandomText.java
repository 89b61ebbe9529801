package dev.headwater.control.account;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Unguessable values. Thread-safe. */
public final class RandomText {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  public static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** 256 bits, URL-safe. */
  public static String token() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  /** 96 bits in hexadecimal digits, after a letter that tells what the id names. */
  public static String id(char kind) {
    return kind + HexFormat.of().formatHex(bytes(12));
  }
}
