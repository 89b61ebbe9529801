package dev.headwater.standalone.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** A request body that tells how much of it was handed to the connection, and when. */
final class CountedBody implements BodyPublisher {
  /** Told on the HTTP client's thread: must be quick. */
  @FunctionalInterface
  interface Listener {
    void sent(long bytes, long allBytes);
  }

  private final BodyPublisher body;
  private final Listener listener;
  private volatile long movedNanos = System.nanoTime();

  CountedBody(BodyPublisher body, Listener listener) {
    this.body = body;
    this.listener = listener;
  }

  /** How long ago the connection took bytes, or the call began. */
  Duration stillFor() {
    return Duration.ofNanos(System.nanoTime() - movedNanos);
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> connection) {
    body.subscribe(new Counter(connection));
  }

  private final class Counter implements Subscriber<ByteBuffer> {
    private final Subscriber<? super ByteBuffer> connection;
    private long sent;

    Counter(Subscriber<? super ByteBuffer> connection) {
      this.connection = connection;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      listener.sent(0, contentLength());
      connection.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      sent += bytes.remaining();
      movedNanos = System.nanoTime();
      connection.onNext(bytes);
      listener.sent(sent, contentLength());
    }

    @Override
    public void onError(Throwable failure) {
      connection.onError(failure);
    }

    @Override
    public void onComplete() {
      connection.onComplete();
    }
  }
}
