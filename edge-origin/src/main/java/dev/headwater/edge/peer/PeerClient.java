package dev.headwater.edge.peer;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.telemetry.PeerMeters;
import dev.headwater.platform.runtime.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks holders for what they are fetching. One per event loop, confined to it. */
final class PeerClient {
  /** As many as fills may run by default; each lasts as long as the fill at the holder. */
  private static final int CONNECTIONS = 512;

  /** Larger heads are refused by sources already. */
  private static final int MAX_HEAD_BYTES = 256 * 1024;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final HttpClient client;
  private final Function<PeerAddress, Future<Boolean>> pulse;
  private final PeerSecret secret;
  private final PeerMeters meters;

  /** Called on the event loop that it will be used on. */
  PeerClient(
      Vertx vertx,
      Function<PeerAddress, Future<Boolean>> pulse,
      PeerSecret secret,
      PeerMeters meters) {
    this.vertx = vertx;
    this.pulse = pulse;
    this.secret = secret;
    this.meters = meters;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) Silence.LIMIT_MILLIS)
                .setMaxHeaderSize(MAX_HEAD_BYTES),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Never fails. */
  Future<PeerAnswer> ask(Holder holder, SourceRequest request) {
    return new Question(holder.address(), request).put().otherwise(new PeerAnswer.Useless());
  }

  /** One request to one holder, and the watch over it. */
  private final class Question {
    private final PeerAddress address;
    private final SourceRequest request;
    private final String proof;
    private final Promise<PeerAnswer> answer = CallerContext.promise(vertx);
    private final Silence silence;
    private @Nullable HttpClientRequest sent;
    private @Nullable HolderResponse here;

    Question(PeerAddress address, SourceRequest request) {
      this.address = address;
      this.request = request;
      this.proof =
          secret.ask(
              new PeerQuestion(
                  address.toString(), request.head().method(), request.head().target()));
      this.silence = new Silence(vertx, () -> pulse.apply(address), this::silent);
    }

    Future<PeerAnswer> put() {
      silence.expect();
      client
          .request(options())
          .compose(this::send)
          .onSuccess(this::answered)
          .onFailure(_ -> useless("cut"));
      return answer.future();
    }

    private RequestOptions options() {
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.valueOf(request.head().method()))
              .setHost(address.host())
              .setPort(address.port())
              .setURI(request.head().target());
      for (Field field : request.head().fields()) {
        if (!field.name().equalsIgnoreCase("Host")) {
          options.addHeader(field.name(), field.value());
        }
      }
      return options.putHeader(PeerWord.PROOF_FIELD, proof);
    }

    /** The response is paused before anything of its content can come. */
    private Future<HttpClientResponse> send(HttpClientRequest made) {
      sent = made;
      Future<HttpClientResponse> response = made.response().onSuccess(HttpClientResponse::pause);
      if (answer.future().isComplete()) {
        made.reset();
      } else {
        made.end();
      }
      return response;
    }

    private void answered(HttpClientResponse response) {
      if (answer.future().isComplete()) {
        response.request().reset();
        return;
      }
      silence.stop();
      String said = response.getHeader(PeerWord.FIELD);
      if (!secret.isAnswered(
          response.getHeader(PeerWord.PROOF_FIELD),
          proof,
          response.statusCode(),
          said,
          response.getHeader(Provenance.SEQUENCE_FIELD))) {
        useless("unproven");
        return;
      }
      PeerWord word = PeerWord.of(said);
      meters.asked(word.value());
      if (word == PeerWord.HERE) {
        HolderResponse held = new HolderResponse(response, silence, meters);
        here = held;
        answer.complete(new PeerAnswer.Here(held));
      } else {
        response.resume(); // a few bytes that nobody reads, so that the connection can be kept
        answer.complete(refusal(word, response.statusCode()));
      }
    }

    private void silent() {
      if (here != null) {
        meters.asked("silent");
        here.silent();
      } else {
        useless("silent");
      }
    }

    private void useless(String why) {
      silence.stop();
      if (answer.tryComplete(new PeerAnswer.Useless())) {
        meters.asked(why);
        if (sent != null) {
          sent.reset();
        }
      }
    }
  }

  private static PeerAnswer refusal(PeerWord word, int status) {
    return switch (word) {
      case HERE, ABSENT -> new PeerAnswer.Useless();
      case ALONE -> new PeerAnswer.Alone();
      case FAILED -> new PeerAnswer.Failed(failure(status));
    };
  }

  private static Failure failure(int status) {
    return switch (status) {
      case 502 -> new Failure.SourceMalformed("the source's response can't be used");
      case 504 -> new Failure.SourceTimeout();
      default -> new Failure.SourceUnavailable(RETRY_AFTER);
    };
  }

  Future<Void> close() {
    return client.close();
  }
}
