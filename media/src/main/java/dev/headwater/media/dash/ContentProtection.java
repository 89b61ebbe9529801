package dev.headwater.media.dash;

import java.util.UUID;

/**
 * ContentProtection: samples are encrypted by the scheme {@code cbcs} of Common Encryption (ISO/IEC
 * 23009-1, section 5.8.4.1; ISO/IEC 23001-7, section 11), for players with Clear Key (W3C Encrypted
 * Media Extensions, section 9.1). Immutable.
 *
 * @param keyId cenc:default_KID
 */
public record ContentProtection(UUID keyId) {
  /** schemeIdUri: of Common Encryption as such. */
  static final String COMMON_ENCRYPTION = "urn:mpeg:dash:mp4protection:2011";

  /** The value of {@link #COMMON_ENCRYPTION}. */
  static final String SCHEME = "cbcs";

  /** schemeIdUri: the one that DASH-IF lists for Clear Key. */
  static final String CLEAR_KEY = "urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e";
}
