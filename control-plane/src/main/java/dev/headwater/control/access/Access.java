package dev.headwater.control.access;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;

/** Who may do what with something that was made: the table of roles as a pure decision. */
public enum Access {
  ALLOWED,
  /** The caller has to say who they are. */
  LOGIN_NEEDED,
  /** The caller may see it, but not do this. */
  FORBIDDEN,
  /** The caller must not learn that it exists. */
  HIDDEN;

  /** What can be done with it. */
  public enum Deed {
    SEE,
    PLAY,
    CHANGE
  }

  public static Access decide(Caller caller, Deed deed, Holding holding) {
    return switch (caller) {
      case Caller.Anonymous _ -> deed == Deed.PLAY && holding.isOpen() ? ALLOWED : LOGIN_NEEDED;
      case Caller.Person person -> decide(person, deed, holding);
    };
  }

  private static Access decide(Caller.Person person, Deed deed, Holding holding) {
    if (isKeeper(person, holding)) {
      return ALLOWED;
    }
    if (!holding.isOpen()) {
      return HIDDEN;
    }
    return deed == Deed.CHANGE ? FORBIDDEN : ALLOWED;
  }

  /** Whether the person may make something. */
  public static boolean mayCreate(Caller.Person person) {
    return person.role().atLeast(Role.PUBLISHER);
  }

  /** Whether the person sees everything, not only what is their own and what is public. */
  public static boolean seesAll(Caller.Person person) {
    return person.role().atLeast(Role.OPERATOR);
  }

  private static boolean isKeeper(Caller.Person person, Holding holding) {
    return switch (person.role()) {
      case VIEWER -> false;
      case PUBLISHER -> holding.ownerId().equals(person.id());
      case OPERATOR, ADMIN -> true;
    };
  }
}
