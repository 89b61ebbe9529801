package dev.headwater.endurance.load;

import dev.headwater.endurance.content.Bytes;
import dev.headwater.endurance.content.Edition;
import dev.headwater.endurance.load.Answer.Ending;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request and its answer, each byte of which is checked. Event-loop confined. */
public final class Download {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/\\d+");

  /** Of a slow client, after each piece. */
  private static final long REST_MILLIS = 5;

  private static final int PARTIAL_CONTENT = 206;
  private static final int FIRST_ERROR = 400;

  private final Vertx vertx;
  private final Question question;
  private final Promise<Answer> answer = Promise.promise();
  private final long begun = System.nanoTime();
  private long headMillis;
  private int status;
  private CacheNote note = CacheNote.NONE;
  private @Nullable Bytes bytes;
  private long from;
  private long received;
  private long expected = -1;
  private boolean wrong;
  private String problem = "";

  private Download(Vertx vertx, Question question) {
    this.vertx = vertx;
    this.question = question;
  }

  /** Called on an event loop; never fails. */
  public static Future<Answer> of(Vertx vertx, HttpClient client, int port, Question question) {
    Download download = new Download(vertx, question);
    client
        .request(question.options(port))
        .compose(request -> request.send().onSuccess(response -> download.head(request, response)))
        .onFailure(cause -> {
          download.problem = cause.toString();
          download.end(Ending.CUT);
        });
    return download.answer.future();
  }

  private void head(HttpClientRequest request, HttpClientResponse response) {
    headMillis = elapsedMillis();
    status = response.statusCode();
    note = CacheNote.of(response.getHeader("Cache-Status"));
    if (status == 200 || status == PARTIAL_CONTENT) {
      expect(response);
    }
    response
        .exceptionHandler(_ -> end(Ending.CUT))
        .handler(piece -> take(request, response, piece))
        .endHandler(_ -> {
          end(isComplete() ? Ending.WHOLE : Ending.CUT);
          if (question.manner() == Question.Manner.SLOW) {
            leave(request);
          }
        });
  }

  /**
   * Nobody else gets the connection of a client that rests: Vert.x keeps it paused for a moment
   * after the answer, and tells the next request of its end before the head that came first.
   */
  private static void leave(HttpClientRequest request) {
    request.connection().close();
  }

  private void expect(HttpClientResponse response) {
    String etag = String.valueOf(response.getHeader("ETag"));
    bytes = Edition.of(question.resource(), etag).bytes();
    expected = question.resource().size();
    if (status == PARTIAL_CONTENT) {
      Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.getHeader("Content-Range")));
      wrong = !range.matches();
      if (!wrong) {
        from = Long.parseLong(range.group(1));
        expected = Long.parseLong(range.group(2)) + 1 - from;
      }
    }
  }

  private void take(HttpClientRequest request, HttpClientResponse response, Buffer piece) {
    if (bytes != null) {
      wrong |= !bytes.are(((BufferInternal) piece).getByteBuf(), from + received);
      received += piece.length();
    }
    if (status >= FIRST_ERROR && problem.isEmpty()) {
      problem = piece.toString();
    }
    switch (question.manner()) {
      case STEADY -> {}
      case SLOW -> {
        response.pause();
        vertx.setTimer(REST_MILLIS, _ -> response.resume());
      }
      case LEAVES -> {
        end(Ending.LEFT);
        request.reset();
      }
    }
  }

  private boolean isComplete() {
    return expected < 0 || received == expected;
  }

  private void end(Ending ending) {
    long totalMillis = elapsedMillis();
    answer.tryComplete(
        new Answer(
            status,
            note,
            wrong ? Ending.WRONG : ending,
            problem,
            status == 0 ? totalMillis : headMillis,
            totalMillis));
  }

  private long elapsedMillis() {
    return (System.nanoTime() - begun) / 1_000_000;
  }
}
