package dev.headwater.control.encoding;

import dev.headwater.control.encoding.encoder.EncoderSettings;
import dev.headwater.control.encoding.encoder.LiveChannels;
import dev.headwater.control.encoding.encoder.LiveMetrics;
import dev.headwater.control.encoding.publish.ChannelKeys;
import dev.headwater.control.encoding.publish.RtmpParts;
import dev.headwater.control.encoding.publish.RtmpServer;
import dev.headwater.control.encoding.publish.SrtDoors;
import dev.headwater.control.encoding.push.IngestClient;
import dev.headwater.control.packaging.PackagingSettings;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.sealing.Envelope;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's live part: takes what encoders publish, encodes it, and pushes it. Thread-safe. */
public final class LiveIngest {
  private static final Logger LOGGER = LoggerFactory.getLogger(LiveIngest.class);

  private final Vertx vertx;
  private final IngestClient client;
  private final LiveChannels channels;
  private final RtmpServer rtmp;
  private final SrtDoors srt;

  private LiveIngest(
      Vertx vertx, IngestClient client, LiveChannels channels, RtmpServer rtmp, SrtDoors srt) {
    this.vertx = vertx;
    this.client = client;
    this.channels = channels;
    this.rtmp = rtmp;
    this.srt = srt;
  }

  /**
   * Fails where the RTMP port can't be bound.
   *
   * @param programs where ffmpeg and ffprobe are
   * @param envelope what stream keys are sealed in
   */
  public static Future<LiveIngest> start(
      Vertx vertx,
      LiveIngestSettings settings,
      PackagingSettings programs,
      Pool pool,
      Envelope envelope,
      MeterRegistry registry) {
    EncoderSettings encoder =
        new EncoderSettings(
            programs.ffmpeg(),
            programs.ffprobe(),
            programs.environment(),
            settings.preset(),
            programs.encoderThreads());
    LiveMetrics metrics = new LiveMetrics(registry);
    IngestClient client = new IngestClient(vertx, settings.ingestUrls(), registry);
    LiveChannels channels = new LiveChannels(encoder, client, metrics);
    SrtDoors srt = new SrtDoors(vertx, settings.host(), encoder, pool, envelope, channels);
    return RtmpServer.listen(
            vertx,
            settings.host(),
            settings.rtmpPort(),
            new RtmpParts(settings.limits(), new ChannelKeys(pool), channels, metrics))
        .onSuccess(rtmp -> LOGGER.info("encoders can publish by RTMP on port {}", rtmp.port()))
        .compose(rtmp ->
            (settings.srt() ? srt.open() : Future.<Void>succeededFuture())
                .map(new LiveIngest(vertx, client, channels, rtmp, srt)));
  }

  public int rtmpPort() {
    return rtmp.port();
  }

  /** Cuts the encoders, and kills what encodes. */
  public Future<Void> close() {
    return rtmp.close()
        .eventually(() -> WorkerThreads.run(vertx, srt::close))
        .eventually(() -> WorkerThreads.run(vertx, channels::close))
        .eventually(client::close);
  }
}
