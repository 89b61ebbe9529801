package dev.headwater.endurance.load;

import dev.headwater.endurance.load.Copies.Duty;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * So many clients of a node, each of which asks, waits for the end of the answer, and thinks for a
 * while before it asks again. Thread-safe.
 */
public final class Clients {
  private final Vertx vertx;
  private final HttpClient client;
  private final int port;
  private final Habit habit;
  private final Copies copies;
  private volatile Tally tally = new Tally();
  private volatile boolean stopped;

  /** What clients ask next; called by one thread for each client. */
  @FunctionalInterface
  public interface Habit {
    Question next(Random random);
  }

  /**
   * Clients that don't ask yet.
   *
   * @param copies what the node is known to hold
   */
  public Clients(Vertx vertx, int port, Habit habit, Copies copies) {
    this.copies = copies;
    this.vertx = vertx;
    this.port = port;
    this.habit = habit;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(4096).setMaxWaitQueueSize(-1));
  }

  /** Completes when the last answer after {@link #stop} is there. */
  public Future<Void> start(int count, double perSecond) {
    Duration thought = Duration.ofNanos((long) (1e9 * count / perSecond));
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Promise<Void> end = Promise.promise();
      Random random = new Random(i);
      Context context = ((VertxInternal) vertx).createEventLoopContext();
      context.runOnContext(_ -> think(random, thought, end));
      ends.add(end.future());
    }
    return Future.all(ends).mapEmpty();
  }

  private void think(Random random, Duration thought, Promise<Void> end) {
    long millis = 1 + (long) (2 * thought.toMillis() * random.nextDouble());
    vertx.setTimer(
        millis,
        _ -> {
          if (stopped) {
            end.complete();
          } else {
            counted(habit.next(random)).onComplete(_ -> think(random, thought, end));
          }
        });
  }

  /** Asks once, for a client that comes by; completes with its answer. */
  public Future<Answer> ask(Question question) {
    Promise<Answer> answer = Promise.promise();
    ((VertxInternal) vertx)
        .createEventLoopContext()
        .runOnContext(_ -> counted(question).onComplete(answer::handle));
    return answer.future();
  }

  private Future<Answer> counted(Question question) {
    Tally counted = tally;
    Duty duty = copies.duty(question.resource(), System.currentTimeMillis());
    return Download.of(vertx, client, port, question)
        .onSuccess(answer -> {
          counted.add(question, Finding.of(duty, answer), answer);
          copies.answered(question.resource(), answer, System.currentTimeMillis());
        });
  }

  public void stop() {
    stopped = true;
  }

  /** What was counted since {@link #recount}. */
  public Tally tally() {
    return tally;
  }

  /** From now on, answers to new requests are counted anew; the count so far. */
  public Tally recount() {
    Tally before = tally;
    tally = new Tally();
    return before;
  }

  public Copies copies() {
    return copies;
  }
}
