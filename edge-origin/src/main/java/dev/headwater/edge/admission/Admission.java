package dev.headwater.edge.admission;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.token.TokenCheck;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.publication.Publication;
import org.jspecify.annotations.Nullable;

/** Whether a request may have what it asks for. */
public sealed interface Admission {
  /**
   * It may.
   *
   * @param audience whom the answer is for
   * @param session of the token that opened it; null where none was looked at
   * @param ifClosed why it may not, where the response turns out to need a token; null where it may
   *     all the same
   */
  record Admitted(Audience audience, @Nullable String session, @Nullable Failure ifClosed)
      implements Admission {
    /** Anyone may have it. */
    public static final Admitted OPEN = new Admitted(Audience.ANYONE, null, null);

    /** A hop that has checked the viewer may. */
    public static final Admitted HOP = new Admitted(Audience.HOP, null, null);

    static Admitted viewer(String session) {
      return new Admitted(Audience.VIEWER, session, null);
    }

    static Admitted unlessClosed(String reason) {
      return new Admitted(Audience.VIEWER, null, new Failure.Forbidden(reason));
    }
  }

  /** It may not. */
  record Refused(Failure failure) implements Admission {}

  /** It may not, and it isn't known whether there is anything to be refused. */
  record Unknown(Failure failure) implements Admission {}

  /**
   * Decides from the publication (none: its visibility is unknown, so that a token is needed),
   * whether anyone may have what is asked for of it, and the token that was shown, if any.
   */
  static Admission decide(
      @Nullable Publication publication, boolean open, @Nullable TokenCheck token) {
    if (publication != null && publication.state() == Publication.State.RETIRED) {
      return new Refused(new Failure.Gone());
    }
    if (open) {
      return Admitted.OPEN;
    }
    return switch (token) {
      case null -> refused("this title needs a playback token", publication != null);
      case TokenCheck.Refused(String reason) -> refused(reason, publication != null);
      case TokenCheck.Good good -> Admitted.viewer(good.claims().sessionId());
    };
  }

  /** The same of a live channel that isn't open to all; null where there is none that is known. */
  static Admission ofChannel(@Nullable Channel channel, @Nullable TokenCheck token) {
    return switch (token) {
      case null -> refused("this channel needs a playback token", channel != null);
      case TokenCheck.Refused(String reason) -> refused(reason, channel != null);
      case TokenCheck.Good good -> Admitted.viewer(good.claims().sessionId());
    };
  }

  /** Whose limits count: the session's where a token was good. */
  default @Nullable String session() {
    return null;
  }

  private static Admission refused(String reason, boolean known) {
    Failure failure = new Failure.Forbidden(reason);
    return known ? new Refused(failure) : new Unknown(failure);
  }
}
