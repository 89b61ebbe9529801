package dev.headwater.edge.admission;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.token.TokenCheck;
import dev.headwater.platform.publication.Publication;
import org.jspecify.annotations.Nullable;

/** Whether a request may have what it asks for. */
public sealed interface Admission {
  /**
   * It may.
   *
   * @param shared whether anyone may, so that shared caches may keep the answer
   * @param session of the token that opened it; null where none was looked at
   */
  record Admitted(boolean shared, @Nullable String session) implements Admission {
    /** Anyone may have it. */
    public static final Admitted OPEN = new Admitted(true, null);
  }

  /** It may not. */
  record Refused(Failure failure) implements Admission {}

  /** It may not, and it isn't known whether there is anything to be refused. */
  record Unknown(Failure failure) implements Admission {}

  /**
   * Decides from the publication (none: its visibility is unknown, so that a token is needed) and
   * the token that was shown, if any.
   */
  static Admission decide(@Nullable Publication publication, @Nullable TokenCheck token) {
    if (publication != null && publication.state() == Publication.State.RETIRED) {
      return new Refused(new Failure.Gone());
    }
    if (publication != null && publication.visibility() == Publication.Visibility.PUBLIC) {
      return Admitted.OPEN;
    }
    return switch (token) {
      case null -> refused("this title needs a playback token", publication);
      case TokenCheck.Refused(String reason) -> refused(reason, publication);
      case TokenCheck.Good good -> new Admitted(false, good.claims().sessionId());
    };
  }

  /** Whose limits count: the session's where a token was good. */
  default @Nullable String session() {
    return null;
  }

  private static Admission refused(String reason, @Nullable Publication publication) {
    Failure failure = new Failure.Forbidden(reason);
    return publication == null ? new Unknown(failure) : new Refused(failure);
  }
}
