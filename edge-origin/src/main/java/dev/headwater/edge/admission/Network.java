package dev.headwater.edge.admission;

import io.netty.util.NetUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses (RFC 4632; RFC 4291, section 2.3). Immutable. */
final class Network {
  private final byte[] address;
  private final int prefixBits;

  private Network(byte[] address, int prefixBits) {
    this.address = address;
    this.prefixBits = prefixBits;
  }

  /** As in {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address. */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: an address or a network, as in 10.0.0.0/8)");
    }
    int bits = slash < 0 ? 8 * address.length : prefix(text, slash, 8 * address.length);
    return new Network(address, bits);
  }

  private static int prefix(String text, int slash, int most) {
    String digits = text.substring(slash + 1);
    int bits = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a prefix of 0 to " + most + ")");
    }
    return bits;
  }

  /** 4 or 16 bytes, an IPv4 address within IPv6 as 4; null where the text is no address. */
  static byte @Nullable [] bytes(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return bytes != null && isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }

  /** RFC 4291, section 2.5.5.2. */
  private static boolean isMapped(byte[] bytes) {
    if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    int whole = prefixBits / 8;
    int rest = prefixBits % 8;
    return Arrays.equals(address, 0, whole, other, 0, whole)
        && (rest == 0 || (address[whole] ^ other[whole]) >> (8 - rest) == 0);
  }
}
