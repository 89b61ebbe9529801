package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.EncoderSettings;
import dev.headwater.control.encoding.encoder.Intake;
import dev.headwater.control.encoding.encoder.LiveChannels;
import dev.headwater.control.encoding.encoder.Publisher;
import dev.headwater.control.encoding.flv.FlvReader;
import dev.headwater.control.encoding.flv.FlvTag;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what one encoder after the other sends to a channel's SRT port, by an ffmpeg that listens
 * there and writes it as FLV, undecoded. Has a thread to itself.
 */
final class SrtListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(SrtListener.class);

  /** An ffmpeg that nobody has called by then ends, so that none outlives its worker for long. */
  private static final Duration LISTEN = Duration.ofSeconds(30);

  /** An encoder that sends nothing for so long has left. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SrtChannel channel;
  private final String host;
  private final EncoderSettings settings;
  private final LiveChannels channels;
  private final Thread thread;
  private volatile @Nullable Process running;
  private volatile boolean stopped;

  private SrtListener(
      SrtChannel channel, String host, EncoderSettings settings, LiveChannels channels) {
    this.channel = channel;
    this.host = host;
    this.settings = settings;
    this.channels = channels;
    thread = Thread.ofPlatform().daemon().name("srt-" + channel.port()).unstarted(this::listen);
  }

  static SrtListener start(
      SrtChannel channel, String host, EncoderSettings settings, LiveChannels channels) {
    SrtListener listener = new SrtListener(channel, host, settings, channels);
    listener.thread.start();
    return listener;
  }

  /** Cuts who publishes here. Doesn't wait. */
  void stop() {
    stopped = true;
    end();
    thread.interrupt();
  }

  private void listen() {
    try {
      while (!stopped) {
        long begun = System.nanoTime();
        listenOnce();
        if (System.nanoTime() - begun < PAUSE.toNanos()) {
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException e) {
      LOGGER.debug("port {} is listened on no more", channel.port());
    }
  }

  private void listenOnce() throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(settings.ffmpeg()));
    builder.environment().putAll(settings.environment());
    builder.redirectError(Redirect.DISCARD);
    try {
      Process process = builder.start();
      running = process;
      try (OutputStream in = process.getOutputStream()) {
        in.write(list().getBytes(StandardCharsets.UTF_8));
      }
      if (!stopped) {
        publish(process);
      }
    } catch (IOException e) {
      LOGGER.warn("SRT port {}: {}", channel.port(), e.toString());
    } finally {
      end();
    }
  }

  private void end() {
    Process process = running;
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void publish(Process process) throws IOException, InterruptedException {
    FlvReader reader = new FlvReader(process.getInputStream(), RtmpLimits.MAX_MESSAGE);
    Optional<FlvTag> tag = reader.next();
    if (tag.isEmpty()) {
      return;
    }
    Room room = new Room(process);
    Optional<Publisher> publisher = channels.join(channel.channel(), channel.input(), room);
    if (publisher.isEmpty()) {
      LOGGER.info("channel {}: a third encoder, by SRT, is cut", channel.channel().id());
      return;
    }
    LOGGER.info("channel {}: an encoder publishes by SRT", channel.channel().id());
    try {
      while (tag.isPresent()) {
        room.await();
        publisher.get().offer(tag.get());
        tag = reader.next();
      }
    } finally {
      publisher.get().end();
    }
  }

  static List<String> command(String ffmpeg) {
    return List.of(
        ffmpeg,
        "-hide_banner",
        "-nostats",
        "-loglevel",
        "error",
        "-protocol_whitelist",
        "pipe,srt",
        "-safe",
        "0",
        "-f",
        "concat",
        "-i",
        "pipe:0",
        "-map",
        "0:v:0?",
        "-map",
        "0:a:0?",
        "-c",
        "copy",
        "-flush_packets",
        "1",
        "-f",
        "flv",
        "pipe:1");
  }

  /** What ffmpeg opens comes by its standard input: other users see its arguments. */
  private String list() {
    return """
    ffconcat version 1.0
    file 'srt://%s:%d?mode=listener&passphrase=%s&pbkeylen=16&listen_timeout=%d&timeout=%d'
    """
        .formatted(
            host,
            channel.port(),
            channel.channel().streamKey(),
            LISTEN.toNanos() / 1_000,
            SILENCE.toNanos() / 1_000);
  }

  /** Has the thread that reads wait while enough has come. */
  private static final class Room implements Intake {
    private final Process process;
    private final Semaphore open = new Semaphore(1);

    Room(Process process) {
      this.process = process;
    }

    void await() throws InterruptedException {
      open.acquire();
      open.release();
    }

    @Override
    public void pause() {
      open.drainPermits();
    }

    @Override
    public void resume() {
      open.release();
    }

    @Override
    public void cut(String reason) {
      process.destroyForcibly();
      resume();
    }
  }
}
