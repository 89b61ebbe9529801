package dev.headwater.edge;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.admission.Admission;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.live.LiveAnswer;
import dev.headwater.edge.live.LiveDesk;
import dev.headwater.edge.live.LiveWaiting;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.respond.Exchange;
import dev.headwater.edge.respond.LiveTerms;
import dev.headwater.edge.respond.Responder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers requests for what is live from this node's own timelines, and holds those that come
 * before it is there. Event-loop confined.
 */
final class LiveStep {
  private final LiveDesk desk;
  private final LiveWaiting waiting;
  private final Responder responder;

  LiveStep(LiveDesk desk, LiveWaiting waiting, Responder responder) {
    this.desk = desk;
    this.waiting = waiting;
    this.responder = responder;
  }

  /** Whether it is for this step to answer. */
  static boolean isFor(Route route) {
    return route.what().filter(what -> what.policy().kind().isLive()).isPresent();
  }

  /**
   * Answers, now or later.
   *
   * @param elsewhere what to do where only the store may have it; told what its absence means
   */
  void answer(
      Exchange exchange,
      Route route,
      Admission.Admitted admitted,
      Consumer<Optional<Failure>> elsewhere) {
    Classification what = route.what().orElseThrow();
    perform(desk.answer(what, route.key()), new Asked(exchange, what, admitted, elsewhere));
  }

  private record Asked(
      Exchange exchange,
      Classification what,
      Admission.Admitted admitted,
      Consumer<Optional<Failure>> elsewhere) {
    /** How long a CDN may keep it, by the policy. */
    Duration allowed() {
      return what.policy().lifetimes().cdn();
    }

    boolean isGone() {
      return exchange.request().response().closed();
    }
  }

  private void perform(LiveAnswer answer, Asked asked) {
    switch (answer) {
      case LiveAnswer.Playlist playlist ->
          send(
              asked,
              playlist.lifetime(asked.allowed()),
              desk.describe(asked.what),
              playlist.text().buffer());
      case LiveAnswer.Media(List<MediaBytes> pieces, String cmsd) -> media(asked, pieces, cmsd);
      case LiveAnswer.Elsewhere(Optional<Failure> absence) -> asked.elsewhere.accept(absence);
      case LiveAnswer.Refused(Failure failure) -> responder.fail(asked.exchange, failure);
      case LiveAnswer.Held held -> hold(held, asked);
      case LiveAnswer.Recalled recalled ->
          waiting.recall(recalled, later -> performUnlessGone(later, asked));
    }
  }

  private void send(Asked asked, Duration lifetime, String cmsd, ByteBuf body) {
    LiveTerms terms =
        new LiveTerms(asked.what, asked.admitted.audience(), lifetime, cmsd, body.readableBytes());
    responder.live(asked.exchange, terms, body);
  }

  private void media(Asked asked, List<MediaBytes> pieces, String cmsd) {
    List<ByteBuf> shares = new ArrayList<>(pieces.size());
    for (MediaBytes piece : pieces) {
      Optional<ByteBuf> share = piece.share();
      if (share.isEmpty()) {
        shares.forEach(ByteBuf::release);
        asked.elsewhere.accept(Optional.empty()); // it has just left memory
        return;
      }
      shares.add(share.get());
    }
    send(asked, asked.allowed(), cmsd, Unpooled.wrappedBuffer(shares.toArray(ByteBuf[]::new)));
  }

  /** Who has left meanwhile is not answered. */
  private void performUnlessGone(LiveAnswer answer, Asked asked) {
    if (!asked.isGone()) {
      perform(answer, asked);
    }
  }

  private void hold(LiveAnswer.Held held, Asked asked) {
    boolean room = waiting.hold(held, answer -> performUnlessGone(answer, asked));
    if (!room) {
      responder.fail(
          asked.exchange, new Failure.Shed("too many requests wait", Duration.ofSeconds(1)));
    }
  }
}
