package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.Intake;
import dev.headwater.control.encoding.encoder.LiveMetrics;
import dev.headwater.control.encoding.encoder.PublishedChannel;
import dev.headwater.control.encoding.encoder.Publisher;
import dev.headwater.control.encoding.flv.FlvTag;
import dev.headwater.control.encoding.push.Input;
import dev.headwater.control.encoding.rtmp.Acknowledgements;
import dev.headwater.control.encoding.rtmp.ChunkReader;
import dev.headwater.control.encoding.rtmp.ChunkWriter;
import dev.headwater.control.encoding.rtmp.Handshake;
import dev.headwater.control.encoding.rtmp.MessageType;
import dev.headwater.control.encoding.rtmp.PublishDialog;
import dev.headwater.control.encoding.rtmp.RtmpException;
import dev.headwater.control.encoding.rtmp.RtmpMessage;
import dev.headwater.control.encoding.rtmp.Step;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One encoder's connection. Event-loop confined, but for what its publisher is told. */
final class RtmpConnection implements Intake {
  private static final Logger LOGGER = LoggerFactory.getLogger(RtmpConnection.class);

  /** How often it is looked whether the encoder still sends. */
  private static final long LOOK_MILLIS = 1_000;

  /** How often it is looked whether its key still opens the channel. */
  private static final long KEY_MILLIS = 10_000;

  private final Vertx vertx;
  private final Context context;
  private final RtmpParts parts;
  private final WrongKeys wrongKeys;
  private final NetSocket socket;
  private final String address;
  private final Handshake handshake = new Handshake(ThreadLocalRandom.current());
  private final ChunkReader chunks = new ChunkReader(RtmpLimits.MAX_BYTES_BEFORE_MEDIA);
  private final PublishDialog dialog = new PublishDialog();
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final long begunNanos = System.nanoTime();
  private long heardNanos = begunNanos;
  private long received;
  private long looking;
  private long askingKey = -1;
  private boolean paused;
  private boolean ending;
  private @Nullable Publisher publisher;

  /** On the context of the socket. */
  RtmpConnection(Vertx vertx, RtmpParts parts, WrongKeys wrongKeys, NetSocket socket) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.parts = parts;
    this.wrongKeys = wrongKeys;
    this.socket = socket;
    this.address = socket.remoteAddress().hostAddress();
  }

  void start() {
    socket.exceptionHandler(_ -> socket.close());
    socket.handler(this::take);
    looking = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
  }

  void closed() {
    ending = true;
    vertx.cancelTimer(looking);
    vertx.cancelTimer(askingKey);
    if (publisher != null) {
      publisher.end();
    }
  }

  private void look() {
    long now = System.nanoTime();
    Duration silent = Duration.ofNanos(now - heardNanos);
    Duration open = Duration.ofNanos(now - begunNanos);
    if (!paused && silent.compareTo(parts.limits().idle()) > 0) {
      end("it sends nothing");
    } else if (publisher == null && open.compareTo(parts.limits().toPublish()) > 0) {
      end("it doesn't publish");
    }
  }

  private void take(Buffer buffer) {
    heardNanos = System.nanoTime();
    received += buffer.length();
    if (ending) {
      return;
    }
    if (publisher == null && received > RtmpLimits.MAX_BYTES_BEFORE_MEDIA) {
      end("it sends too much before it publishes");
      return;
    }
    try {
      take(ByteBuffer.wrap(buffer.getBytes()));
      acknowledgements.received(buffer.length()).ifPresent(this::send);
    } catch (RtmpException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private void take(ByteBuffer bytes) throws RtmpException {
    while (!handshake.done() && bytes.hasRemaining()) {
      byte[] answer = handshake.take(bytes);
      if (answer.length > 0) {
        socket.write(Buffer.buffer(answer));
      }
    }
    for (RtmpMessage message : chunks.read(bytes)) {
      acknowledgements.take(message);
      perform(dialog.take(message));
    }
  }

  private void perform(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Reply reply -> send(reply.message());
        case Step.Publish publish -> authorise(publish);
        case Step.Media media -> offer(media.message());
        case Step.End end -> end(end.reason());
      }
    }
  }

  private void send(RtmpMessage message) {
    if (socket.writeQueueFull()) {
      end("it reads no replies");
    } else {
      socket.write(Buffer.buffer(ChunkWriter.write(message)));
    }
  }

  private void offer(RtmpMessage message) {
    if (publisher != null) {
      FlvTag.Kind kind =
          switch (message.type()) {
            case MessageType.AUDIO -> FlvTag.Kind.AUDIO;
            case MessageType.VIDEO -> FlvTag.Kind.VIDEO;
            default -> FlvTag.Kind.SCRIPT;
          };
      publisher.offer(new FlvTag(kind, message.timestampMillis(), message.payload()));
    }
  }

  private void authorise(Step.Publish wish) {
    if (wrongKeys.isThrottled(address)) {
      refuse(LiveMetrics.Publish.THROTTLED, "too many wrong keys");
      return;
    }
    parts
        .keys()
        .find(wish.streamKey())
        .onSuccess(channel -> context.runOnContext(_ -> answer(channel, wish.backup())))
        .onFailure(failure -> context.runOnContext(_ -> unanswered(failure)));
  }

  private void answer(Optional<PublishedChannel> channel, boolean backup) {
    if (channel.isEmpty()) {
      wrongKeys.wrong(address);
      refuse(LiveMetrics.Publish.WRONG_KEY, "no channel has this stream key");
    } else {
      join(channel.get(), backup ? Input.BACKUP : Input.PRIMARY);
    }
  }

  private void unanswered(Throwable failure) {
    LOGGER.warn("a stream key can't be looked up: {}", failure.toString());
    refuse(LiveMetrics.Publish.UNAVAILABLE, "try again later");
  }

  private void join(PublishedChannel channel, Input input) {
    if (ending) {
      return;
    }
    Optional<Publisher> joined = parts.channels().join(channel, input, this);
    if (joined.isEmpty()) {
      refuse(LiveMetrics.Publish.BUSY, "two encoders publish this already");
      return;
    }
    publisher = joined.get();
    chunks.limit(RtmpLimits.MAX_MESSAGE);
    askingKey = vertx.setPeriodic(KEY_MILLIS, _ -> checkKey(channel));
    parts.metrics().publish(LiveMetrics.Publish.ACCEPTED);
    LOGGER.info("channel {}: an encoder publishes from {} ({})", channel.id(), address, input);
    perform(dialog.accepted());
  }

  private void refuse(LiveMetrics.Publish outcome, String description) {
    parts.metrics().publish(outcome);
    perform(dialog.refused("NetStream.Publish.BadName", description));
  }

  /** Goes on where it can't be found out. */
  private void checkKey(PublishedChannel channel) {
    parts
        .keys()
        .find(channel.streamKey())
        .onSuccess(found -> {
          if (!found.equals(Optional.of(channel))) {
            cut("its stream key doesn't open the channel any more");
          }
        });
  }

  /** Once what was written has left. */
  private void end(String reason) {
    if (!ending) {
      ending = true;
      LOGGER.info("the connection of an encoder at {} ends: {}", address, reason);
      socket.write(Buffer.buffer()).onComplete(_ -> socket.close());
    }
  }

  @Override
  public void pause() {
    context.runOnContext(_ -> {
      paused = true;
      socket.pause();
    });
  }

  @Override
  public void resume() {
    context.runOnContext(_ -> {
      paused = false;
      heardNanos = System.nanoTime();
      socket.resume();
    });
  }

  @Override
  public void cut(String reason) {
    context.runOnContext(_ -> end(reason));
  }
}
