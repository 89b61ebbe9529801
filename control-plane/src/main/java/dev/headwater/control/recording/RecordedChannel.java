package dev.headwater.control.recording;

import dev.headwater.control.job.Task;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the data plane has of a channel in a window of time. Thread-safe.
 *
 * @param root what names of its resources follow
 */
public record RecordedChannel(ChannelNodes nodes, String root, Task.Recording recording) {

  /** Fails with {@link RecordingException} where this worker can't open what it is to show. */
  public static RecordedChannel of(
      ChannelNodes nodes, RecordingAccess access, String titleId, Task.Recording recording) {
    String prefix =
        recording.sealedAccess().map(sealed -> "/t/" + opened(access, titleId, sealed)).orElse("");
    return new RecordedChannel(nodes, prefix + "/live/" + recording.channelId() + "/", recording);
  }

  private static String opened(RecordingAccess access, String titleId, String sealed) {
    return access
        .open(titleId, sealed)
        .orElseThrow(() ->
            new RecordingException(
                RecordingException.Kind.UNUSABLE,
                "the channel is private, and its token can't be opened: are the control plane's sealing-keys here?"));
  }

  /** A resource of the channel; fails with {@link RecordingException}. */
  public Future<Buffer> read(String name) {
    return nodes.read(root + name);
  }

  Future<String> playlist(String name) {
    return read(name).map(body -> body.toString(StandardCharsets.UTF_8));
  }

  /** The multivariant playlist of the window. */
  String multivariant() {
    Instant to = recording.to();
    long end = to.getNano() == 0 ? to.getEpochSecond() : to.getEpochSecond() + 1;
    return "index.m3u8?from=" + recording.from().getEpochSecond() + "&to=" + end;
  }
}
