package dev.headwater.edge.protection;

import dev.headwater.media.encryption.CbcsKey;
import dev.headwater.media.encryption.ProtectedTrack;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.platform.channel.ChannelSecret;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * METHOD=SAMPLE-AES, and cbcs of DASH: samples are encrypted as they come, so that parts can be
 * published. Each key has a header of its own that names it: players of HLS look for the name
 * there. Thread-safe.
 */
record Samples(KeyPeriods periods, ChannelSecret secret) implements Protection {
  @Override
  public Run begin(String rendition, String epoch, ByteBuffer header) {
    return new Epoch(rendition, epoch, header);
  }

  private final class Epoch implements Run {
    private final String rendition;
    private final String epoch;
    private final ByteBuffer header;
    private @Nullable Turn turn;

    /** A key, and the track as far as it has come with it. */
    private record Turn(String name, CbcsKey key, ProtectedTrack track) {}

    Epoch(String rendition, String epoch, ByteBuffer header) {
      this.rendition = rendition;
      this.epoch = epoch;
      this.header = header;
    }

    @Override
    public String name(long number) {
      return periods.epoch(epoch, number);
    }

    @Override
    public ByteBuffer header(long number) throws MalformedBoxException {
      return turn(number).track.header();
    }

    @Override
    public ByteBuffer fragment(long number, ByteBuffer bytes) throws MalformedBoxException {
      Turn current = turn(number);
      ProtectedTrack.Fragment fragment = current.track.protect(bytes, current.key);
      turn = new Turn(current.name, current.key, fragment.next());
      return fragment.bytes();
    }

    private Turn turn(long number) throws MalformedBoxException {
      String name = name(number);
      Turn current = turn;
      if (current == null || !current.name.equals(name)) {
        KeyName next = periods.key(rendition, name, number);
        CbcsKey key = CbcsKey.of(next.keyId(), secret.key(next.id()), next.vector());
        current = new Turn(name, key, ProtectedTrack.of(header.duplicate(), key));
        turn = current;
      }
      return current;
    }
  }
}
