package dev.headwater.control.encoding.encoder;

import dev.headwater.control.encoding.push.TrackPush;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what ffmpeg writes of one track to its push. Thread-safe. */
final class TrackReader {
  private static final Logger LOGGER = LoggerFactory.getLogger(TrackReader.class);

  private final TrackPush push;
  private final Thread thread;

  private TrackReader(TrackPush push, Thread thread) {
    this.push = push;
    this.thread = thread;
  }

  /**
   * Begins to wait for ffmpeg.
   *
   * @param failed told, on another thread, where the track can't be read any more
   */
  static TrackReader start(ServerSocketChannel socket, TrackPush push, Runnable failed) {
    Thread thread = Thread.ofVirtual().start(() -> read(socket, push, failed));
    return new TrackReader(push, thread);
  }

  private static void read(ServerSocketChannel socket, TrackPush push, Runnable failed) {
    try (SocketChannel channel = socket.accept()) {
      push.read(Channels.newInputStream(channel));
    } catch (AsynchronousCloseException e) {
      return; // ffmpeg ended before it had anything to write
    } catch (ClosedChannelException | InterruptedException e) {
      failed.run();
    } catch (IOException e) {
      LOGGER.warn("a track of ffmpeg's can't be read: {}", e.toString());
      failed.run();
    }
  }

  /** Waits until all is read and sent, but not longer than to a moment; ffmpeg has ended. */
  void finish(long untilNanos) throws InterruptedException {
    if (!thread.join(left(untilNanos))) {
      thread.interrupt();
      thread.join();
    }
    push.finish(left(untilNanos));
  }

  private static Duration left(long untilNanos) {
    return Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime()));
  }
}
