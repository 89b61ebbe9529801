package dev.headwater.edge.token;

import dev.headwater.platform.token.PlaybackClaims;
import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What a token is shown for. Immutable.
 *
 * @param path of the data plane, with the leading slash
 * @param title that it belongs to; empty where it belongs to none
 * @param address that it comes from; asked for only where a token names one
 */
public record TokenUse(String path, String title, Supplier<String> address) {

  /** Whether it is what the claims are about. */
  boolean isWithin(PlaybackClaims claims) {
    return claims.opens(path);
  }

  /** Whether it comes from where the claims allow. */
  boolean isFromThere(PlaybackClaims claims) {
    return claims.limits().address().map(allowed -> isSame(allowed, address.get())).orElse(true);
  }

  /** One address has several forms in IPv6. */
  private static boolean isSame(String one, String other) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(one);
    return one.equals(other)
        || (bytes != null
            && Arrays.equals(bytes, NetUtil.createByteArrayFromIpAddressString(other)));
  }
}
