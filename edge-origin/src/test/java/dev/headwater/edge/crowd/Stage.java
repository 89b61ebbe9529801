package dev.headwater.edge.crowd;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server and who publishes on it: rounds of asking, holding and answering. One thread's. */
final class Stage implements AutoCloseable {
  static final String CHANNEL = "c1";

  /** A part of the channel. */
  private static final long PART_NANOS = 1_000_000_000L / 3;

  private static final int PARTS_OF_SEGMENT = 6;

  private final String name;
  private final Holder holder;
  private final Publisher publisher;
  private long next = System.nanoTime();
  private int parts;

  private Stage(String name, Holder holder, Publisher publisher) {
    this.name = name;
    this.holder = holder;
    this.publisher = publisher;
  }

  /** With a segment and a half published, so that players could have begun. */
  static Stage node(Holder holder, String channel, String key, int partBytes)
      throws IOException, InterruptedException {
    Stage stage =
        new Stage("headwater", holder, Publisher.encoder(holder.port(), channel, key, partBytes));
    for (int i = 0; i < PARTS_OF_SEGMENT * 3 / 2; i++) {
      stage.publish();
    }
    return stage;
  }

  static Stage bare(Holder holder) throws IOException {
    return new Stage("bare", holder, Publisher.call(holder.port()));
  }

  String name() {
    return name;
  }

  Holder holder() {
    return holder;
  }

  /** When its time has come; a part lasts from one to the next. */
  long publish() throws IOException, InterruptedException {
    long now = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(Math.max(0, next - now));
    next = Math.max(next, now) + PART_NANOS;
    parts++;
    return publisher.publish();
  }

  /** The playlist with what is published next. */
  String target() {
    return "/live/%s/main/index.m3u8?_HLS_msn=%d&_HLS_part=%d"
        .formatted(CHANNEL, parts / PARTS_OF_SEGMENT, parts % PARTS_OF_SEGMENT);
  }

  /** All ask, and are held. */
  Answers hold(Crowd crowd) throws InterruptedException {
    Answers answers = crowd.ask(target());
    holder.awaitWaiting(crowd.size());
    return answers;
  }

  /** Nanoseconds from the publication to each answer, in rising order. */
  long[] round(Crowd crowd) throws IOException, InterruptedException {
    return answer(hold(crowd));
  }

  /** Publishes what is waited for. */
  long[] answer(Answers answers) throws IOException, InterruptedException {
    long[] took = answers.since(publish());
    if (answers.bad() > 0) {
      throw new IllegalStateException("answers but 200: %d (expected: 0)".formatted(answers.bad()));
    }
    return took;
  }

  @Override
  public void close() throws IOException {
    publisher.close();
    holder.close();
  }

  static double percentile(List<long[]> rounds, double share) {
    long[] all = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return all[(int) Math.min(all.length - 1L, Math.round(all.length * share))] / 1e6;
  }
}
