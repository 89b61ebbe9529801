package dev.headwater.control.access;

import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.account.Caller;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets callers at what was made, or says why not. Thread-safe.
 *
 * @param noun what it is, as in "title"
 * @param goneFor how long a deleted one is answered with 410, before 404
 */
public record AccessCheck(String noun, Duration goneFor, InstantSource clock) {

  /** Refused with 401, 403, 404 or 410 where the caller may not do that with it. */
  public <T extends Holding> T admit(Caller caller, Deed deed, Optional<T> found) {
    if (found.isEmpty()) {
      throw caller instanceof Caller.Anonymous ? loginNeeded() : notFound();
    }
    T holding = found.get();
    switch (Access.decide(caller, deed, holding)) {
      case ALLOWED -> checkNotDeleted(holding);
      case LOGIN_NEEDED -> throw loginNeeded();
      case FORBIDDEN -> {
        checkNotDeleted(holding);
        throw new RefusedException(Reason.FORBIDDEN, "this " + noun + " is somebody else's");
      }
      case HIDDEN -> throw notFound();
    }
    return holding;
  }

  /** Refused with 403 where the person may not make one. */
  public void admitMaker(Caller.Person person) {
    if (!Access.mayCreate(person)) {
      throw new RefusedException(Reason.FORBIDDEN, "viewers can't make " + noun + "s");
    }
  }

  private void checkNotDeleted(Holding holding) {
    if (holding.deletedAt().isPresent()) {
      boolean remembered = clock.instant().isBefore(holding.deletedAt().get().plus(goneFor));
      throw remembered
          ? new RefusedException(Reason.GONE, "this " + noun + " was deleted")
          : notFound();
    }
  }

  private RefusedException loginNeeded() {
    return new RefusedException(Reason.UNAUTHENTICATED, "log in to see this " + noun);
  }

  private RefusedException notFound() {
    return new RefusedException(Reason.NOT_FOUND, "there is no such " + noun);
  }
}
