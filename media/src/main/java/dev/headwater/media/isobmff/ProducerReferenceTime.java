package dev.headwater.media.isobmff;

import java.time.Instant;

/**
 * When an encoder took in what it sends (ISO/IEC 14496-12, section 8.16.5, box {@code prft}).
 * Immutable.
 *
 * @param trackId the track that it speaks of
 * @param wallClock the moment, to the nanosecond
 * @param mediaTime the time of the media then, in ticks of the track; may be negative
 */
public record ProducerReferenceTime(long trackId, Instant wallClock, long mediaTime) {
  /** Seconds from the begin of NTP's era 0, in 1900, to that of {@link Instant}: RFC 5905, A.4. */
  private static final long NTP_TO_EPOCH = 2_208_988_800L;

  /** Seconds of an era; era 1 begins in February 2036. */
  private static final long ERA = 1L << 32;

  /** Of era 0, only the second half is still to be met: RFC 4330, section 3. */
  private static final long HALF_ERA = ERA / 2;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  static ProducerReferenceTime read(Fields prft) throws MalformedBoxException {
    int version = prft.u8();
    prft.skip(3); // flags
    long trackId = prft.u32();
    Instant wallClock = instant(prft.u32(), prft.u32());
    return new ProducerReferenceTime(trackId, wallClock, version == 0 ? prft.u32() : i64(prft));
  }

  /** Some encoders begin before their zero, with what a decoder drops. */
  private static long i64(Fields prft) throws MalformedBoxException {
    return prft.u32() << Integer.SIZE | prft.u32();
  }

  private static Instant instant(long seconds, long fraction) {
    long sinceEraZero = seconds < HALF_ERA ? seconds + ERA : seconds;
    return Instant.ofEpochSecond(
        sinceEraZero - NTP_TO_EPOCH, (fraction * NANOS_PER_SECOND) >>> Integer.SIZE);
  }
}
