package dev.headwater.control.encoding.encoder;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder that only this user may enter, with a socket for each track that ffmpeg writes to; gone
 * when closed. Thread-safe.
 */
final class TrackSockets implements AutoCloseable {
  private final Path folder;
  private final Map<LiveTrack, ServerSocketChannel> listening = new LinkedHashMap<>();

  private TrackSockets(Path folder) {
    this.folder = folder;
  }

  /** Below the system's temporary folder: the path of a socket has to be short. */
  static TrackSockets open(List<LiveTrack> tracks) throws IOException {
    TrackSockets sockets = new TrackSockets(Files.createTempDirectory("headwater-live-"));
    try {
      for (LiveTrack track : tracks) {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        sockets.listening.put(track, channel);
        channel.bind(UnixDomainSocketAddress.of(sockets.folder.resolve(name(track))), 1);
      }
      return sockets;
    } catch (IOException e) {
      sockets.close();
      throw e;
    }
  }

  /** Of a track's socket, in the folder. */
  static String name(LiveTrack track) {
    return track.name() + ".sock";
  }

  Path folder() {
    return folder;
  }

  Map<LiveTrack, ServerSocketChannel> listening() {
    return listening;
  }

  /** Whoever waits for ffmpeg to connect fails. */
  @Override
  public void close() throws IOException {
    for (Map.Entry<LiveTrack, ServerSocketChannel> socket : listening.entrySet()) {
      socket.getValue().close();
      Files.deleteIfExists(folder.resolve(name(socket.getKey())));
    }
    Files.deleteIfExists(folder);
  }
}
