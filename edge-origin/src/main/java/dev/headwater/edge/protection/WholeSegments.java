package dev.headwater.edge.protection;

import dev.headwater.media.encryption.SegmentCipher;
import dev.headwater.platform.channel.ChannelSecret;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * METHOD=AES-128: each segment is encrypted as a whole, and what parses it isn't. Thread-safe.
 *
 * @param periods of a channel whose segments have no parts
 */
record WholeSegments(KeyPeriods periods, ChannelSecret secret) implements Protection {
  @Override
  public Run begin(String rendition, String epoch, ByteBuffer header) {
    return new Epoch(rendition, epoch, header);
  }

  private final class Epoch implements Run {
    private final String rendition;
    private final String epoch;
    private final ByteBuffer header;

    Epoch(String rendition, String epoch, ByteBuffer header) {
      this.rendition = rendition;
      this.epoch = epoch;
      this.header = header;
    }

    @Override
    public String name(long number) {
      return epoch;
    }

    @Override
    public ByteBuffer header(long number) {
      return header;
    }

    @Override
    public List<ByteBuffer> media(long number, List<ByteBuffer> fragments) {
      byte[] key = secret.key(periods.key(rendition, epoch, number).id());
      return List.of(SegmentCipher.of(key).encrypt(fragments, number));
    }
  }
}
