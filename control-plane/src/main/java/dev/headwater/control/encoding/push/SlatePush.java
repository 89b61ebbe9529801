package dev.headwater.control.encoding.push;

import java.io.IOException;
import java.net.URI;

/** Brings what viewers see while no media comes to the node that has the channel. Blocks. */
public final class SlatePush {
  private SlatePush() {}

  /**
   * A whole track.
   *
   * @param file name of the track, as in {@code 720p.cmfv}
   */
  public static void push(PushTarget target, String file, byte[] track)
      throws IOException, InterruptedException {
    URI uri = target.uri(target.route().current().node(), "slate/" + file);
    try {
      TrackPut put = TrackPut.open(target.client(), uri, target.authorization());
      try {
        put.write(track);
        put.end();
      } finally {
        put.abort(); // nothing, where it has ended
      }
    } catch (PushException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
