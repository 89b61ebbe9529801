package dev.headwater.media.hls;

import dev.headwater.media.Resolution;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * EXT-X-STREAM-INF: one set of renditions that can be played together (draft-pantos-hls-rfc8216bis,
 * section 4.4.6.2). Immutable.
 *
 * @param uri of its media playlist: the line after the tag
 * @param bandwidth BANDWIDTH: peak segment bit rate in bits a second, all renditions together
 * @param averageBandwidth AVERAGE-BANDWIDTH: average segment bit rate, likewise
 * @param codecs CODECS: RFC 6381 names of all that its renditions need; empty if it doesn't say
 * @param resolution RESOLUTION: the best size to show its video in
 * @param frameRate FRAME-RATE: the highest, at most three decimals
 * @param audio AUDIO: a group of renditions
 * @param subtitles SUBTITLES: a group of renditions
 */
public record VariantStream(
    String uri,
    long bandwidth,
    OptionalLong averageBandwidth,
    List<String> codecs,
    Optional<Resolution> resolution,
    Optional<BigDecimal> frameRate,
    Optional<String> audio,
    Optional<String> subtitles) {
  /** Decimals of FRAME-RATE. */
  private static final int FRAME_RATE_DECIMALS = 3;

  public VariantStream {
    Syntax.uriLine(uri);
    Syntax.atLeast("BANDWIDTH", bandwidth, 1);
    averageBandwidth.ifPresent(value -> Syntax.atLeast("AVERAGE-BANDWIDTH", value, 1));
    codecs = List.copyOf(codecs);
    codecs.forEach(Syntax::codec);
    frameRate.ifPresent(VariantStream::checkFrameRate);
    audio.ifPresent(value -> Syntax.quotable("AUDIO", value));
    subtitles.ifPresent(value -> Syntax.quotable("SUBTITLES", value));
  }

  private static void checkFrameRate(BigDecimal value) {
    Syntax.require(
        value.signum() > 0 && value.scale() >= 0 && value.scale() <= FRAME_RATE_DECIMALS,
        "FRAME-RATE: " + value + " (expected: > 0, at most 3 decimals)");
  }
}
