package dev.headwater.platform.store.s3;

import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.store.StoreListener.Kind;
import java.math.BigDecimal;

/** What requests cost, in dollars a thousand, so that cost can be counted. Immutable. */
public record S3Prices(
    @Setting(value = "0.0004", doc = "Dollars for 1,000 requests that read (GET, HEAD).")
        BigDecimal read,
    @Setting(value = "0.005", doc = "Dollars for 1,000 requests that write or list.")
        BigDecimal write,
    @Setting(value = "0", doc = "Dollars for 1,000 requests that delete.") BigDecimal delete) {
  public S3Prices {
    if (read.signum() < 0 || write.signum() < 0 || delete.signum() < 0) {
      throw new IllegalArgumentException(
          "prices: %s, %s, %s (expected: >= 0)".formatted(read, write, delete));
    }
  }

  /** Of one request. */
  double dollars(Kind kind) {
    BigDecimal ofThousand =
        switch (kind) {
          case GET, HEAD -> read;
          case PUT, LIST -> write;
          case DELETE -> delete;
        };
    return ofThousand.movePointLeft(3).doubleValue();
  }
}
