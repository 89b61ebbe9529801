package dev.headwater.control.channel;

import dev.headwater.control.account.RandomText;

/** Names of channels: URL-safe, and too many to be guessed. */
final class ChannelId {
  /** Base 32 (RFC 4648, section 6), in lower case. */
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private static final int LENGTH = 16;

  private ChannelId() {}

  /** 80 random bits after the letter c. */
  static String random() {
    StringBuilder id = new StringBuilder("c");
    for (byte random : RandomText.bytes(LENGTH)) {
      id.append(ALPHABET.charAt(random & (ALPHABET.length() - 1)));
    }
    return id.toString();
  }
}
