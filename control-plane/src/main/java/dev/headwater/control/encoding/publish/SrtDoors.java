package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.EncoderSettings;
import dev.headwater.control.encoding.encoder.LiveChannels;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.sealing.Envelope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an SRT listener for each channel that has a port for one. Thread-safe. */
public final class SrtDoors {
  private static final Logger LOGGER = LoggerFactory.getLogger(SrtDoors.class);

  /** How soon a new channel is listened for, and a deleted one not any more. */
  private static final long LOOK_MILLIS = 5_000;

  private final Vertx vertx;
  private final String host;
  private final EncoderSettings settings;
  private final SrtChannels table;
  private final LiveChannels channels;
  private final Map<SrtChannel, SrtListener> listeners = new HashMap<>();
  private long looking = -1;
  private boolean closed;

  public SrtDoors(
      Vertx vertx,
      String host,
      EncoderSettings settings,
      Pool pool,
      Envelope envelope,
      LiveChannels channels) {
    this.vertx = vertx;
    this.host = host;
    this.settings = settings;
    this.table = new SrtChannels(pool, envelope);
    this.channels = channels;
  }

  /** Begins to look for channels, unless ffmpeg has no SRT. */
  public Future<Void> open() {
    return WorkerThreads.run(vertx, this::hasSrt)
        .map(has -> {
          if (has) {
            begin();
          } else {
            LOGGER.warn(
                "{} has no SRT: channels are listened for by RTMP alone", settings.ffmpeg());
          }
          return null;
        });
  }

  private boolean hasSrt() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(settings.ffmpeg(), "-hide_banner", "-protocols");
    builder.environment().putAll(settings.environment());
    Process process = builder.redirectErrorStream(true).start();
    try {
      String protocols =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return protocols.lines().anyMatch(line -> line.strip().equals("srt"));
    } finally {
      process.destroyForcibly();
    }
  }

  private synchronized void begin() {
    if (!closed) {
      looking = vertx.setPeriodic(0, LOOK_MILLIS, _ -> look());
    }
  }

  private void look() {
    table
        .all()
        .onSuccess(this::listenFor)
        .onFailure(e -> LOGGER.warn("channels can't be looked up for SRT: {}", e.toString()));
  }

  private synchronized void listenFor(Set<SrtChannel> wanted) {
    if (closed) {
      return;
    }
    listeners
        .entrySet()
        .removeIf(entry -> {
          boolean unwanted = !wanted.contains(entry.getKey());
          if (unwanted) {
            entry.getValue().stop();
          }
          return unwanted;
        });
    for (SrtChannel channel : wanted) {
      listeners.computeIfAbsent(channel, _ -> SrtListener.start(channel, host, settings, channels));
    }
  }

  /** Ends all of them. */
  public synchronized void close() {
    closed = true;
    vertx.cancelTimer(looking);
    listeners.values().forEach(SrtListener::stop);
    listeners.clear();
  }
}
