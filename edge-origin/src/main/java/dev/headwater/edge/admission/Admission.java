package dev.headwater.edge.admission;

import dev.headwater.edge.failure.Failure;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.token.TokenVerification;
import org.jspecify.annotations.Nullable;

/** Whether a request may have what it asks for. */
public sealed interface Admission {
  /**
   * It may.
   *
   * @param shared whether anyone may, so that shared caches may keep the answer
   */
  record Admitted(boolean shared) implements Admission {}

  /** It may not. */
  record Refused(Failure failure) implements Admission {}

  /**
   * Decides from the publication (none: its visibility is unknown, so that a token is needed) and
   * the token that was shown, if any.
   */
  static Admission decide(
      String path, @Nullable Publication publication, @Nullable TokenVerification token) {
    if (publication != null && publication.state() == Publication.State.RETIRED) {
      return new Refused(new Failure.Gone());
    }
    if (publication != null && publication.visibility() == Publication.Visibility.PUBLIC) {
      return new Admitted(true);
    }
    return switch (token) {
      case null -> new Refused(new Failure.Forbidden("this title needs a playback token"));
      case TokenVerification.Refused refused ->
          new Refused(new Failure.Forbidden(refused.reason()));
      case TokenVerification.Valid valid ->
          valid.claims().opens(path)
              ? new Admitted(false)
              : new Refused(new Failure.Forbidden("the token is for another path"));
    };
  }
}
