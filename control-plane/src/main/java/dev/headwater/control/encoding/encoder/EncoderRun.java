package dev.headwater.control.encoding.encoder;

import dev.headwater.control.encoding.flv.FlvTag;
import dev.headwater.control.encoding.flv.FlvWriter;
import dev.headwater.control.encoding.flv.TagClock;
import dev.headwater.control.encoding.push.PushTarget;
import dev.headwater.control.encoding.push.TrackPush;
import dev.headwater.control.packaging.ProgramEnd;
import dev.headwater.control.packaging.ProgramRun;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * One ffmpeg, from an opening until its encoder leaves, the times of its tags jump, or it dies.
 * Blocks the thread that runs it, which must not be a virtual one: writing to a pipe would hold its
 * carrier.
 */
final class EncoderRun {
  /** How often the end of ffmpeg is looked for while nothing comes. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** An ffmpeg that encodes nothing for so long hangs; idle encoders are cut before. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** An encoder that sends nothing for so long is stalled. */
  private static final long STALLED_NANOS = Duration.ofSeconds(3).toNanos();

  /** How long ffmpeg has for its last frames, and then pushes for theirs. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private static final String PROGRESS = "out_time_us=";

  private final Process process;
  private final OutputStream input;
  private final List<TrackReader> tracks;
  private final CompletableFuture<ProgramEnd> end = new CompletableFuture<>();

  private EncoderRun(Process process, List<TrackReader> tracks) {
    this.process = process;
    this.input = process.getOutputStream();
    this.tracks = tracks;
    Thread.ofVirtual().start(this::watch);
  }

  static EncoderRun start(
      EncoderSettings settings, LivePlan plan, TrackSockets sockets, PushTarget target)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(LiveCommand.of(settings, plan)).directory(sockets.folder().toFile());
    builder.environment().putAll(settings.environment());
    Process process = builder.start();
    Duration kept = plan.latency().segment().multipliedBy(2);
    List<TrackReader> tracks = new ArrayList<>();
    sockets
        .listening()
        .forEach((track, socket) ->
            tracks.add(
                TrackReader.start(
                    socket, new TrackPush(target, track.file(), kept), process::destroyForcibly)));
    return new EncoderRun(process, tracks);
  }

  private void watch() {
    try {
      end.complete(new ProgramRun(process, SILENCE, signOfLife()).await());
    } catch (InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private static Predicate<String> signOfLife() {
    String[] last = {""};
    return line -> {
      boolean further = line.startsWith(PROGRESS) && !line.equals(last[0]);
      last[0] = further ? line : last[0];
      return further;
    };
  }

  /**
   * Feeds it for as long as media comes.
   *
   * @return whether more of it is to come, on another timeline
   */
  boolean feed(Opening opening, Publisher publisher, Lineup lineup)
      throws InterruptedException, EncoderException {
    try {
      TagClock clock = new TagClock(opening.originMillis());
      input.write(opening.header());
      for (FlvTag head : opening.headTags()) {
        input.write(FlvWriter.bytes(clock.retimed(head.at(opening.originMillis())).orElseThrow()));
      }
      for (FlvTag tag : opening.tags()) {
        if (!write(clock.retimed(tag))) {
          return true;
        }
      }
      return feed(clock, publisher, lineup);
    } catch (IOException e) {
      throw new EncoderException("ffmpeg takes nothing more", e);
    }
  }

  private boolean feed(TagClock clock, Publisher publisher, Lineup lineup)
      throws IOException, InterruptedException, EncoderException {
    long latestNanos = System.nanoTime();
    while (!end.isDone()) {
      Optional<FlvTag> tag = publisher.take(LOOK);
      if (tag.isPresent()) {
        latestNanos = System.nanoTime();
        if (!write(clock.retimed(tag.get()))) {
          return true;
        }
      } else if (publisher.hasEnded()) {
        return false;
      } else if (System.nanoTime() - latestNanos > STALLED_NANOS && lineup.hasBackup()) {
        publisher.cut("it has sent nothing for a while, and there is a backup");
        return false;
      }
    }
    throw new EncoderException("ffmpeg ended");
  }

  private boolean write(Optional<FlvTag> tag) throws IOException {
    if (tag.isPresent()) {
      input.write(FlvWriter.bytes(tag.get()));
      input.flush();
    }
    return tag.isPresent();
  }

  /** Ends the input, and waits for what ffmpeg still writes. */
  ProgramEnd finish() throws InterruptedException {
    try {
      input.close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
    return await();
  }

  private ProgramEnd await() throws InterruptedException {
    if (!process.waitFor(LAST_WORDS)) {
      process.destroyForcibly();
    }
    long untilNanos = System.nanoTime() + LAST_WORDS.toNanos();
    for (TrackReader track : tracks) {
      track.finish(untilNanos);
    }
    try {
      return end.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("ffmpeg was not watched to its end", e);
    }
  }

  /** Ends it at once. */
  void kill() {
    process.destroyForcibly();
  }
}
