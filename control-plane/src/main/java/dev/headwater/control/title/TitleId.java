package dev.headwater.control.title;

import java.security.SecureRandom;

/** Names of titles: URL-safe, and too many to be guessed. */
final class TitleId {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Base 32 (RFC 4648, section 6), in lower case. */
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private static final int LENGTH = 16;

  private TitleId() {}

  /** 80 random bits after the letter t. */
  static String random() {
    StringBuilder id = new StringBuilder("t");
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
