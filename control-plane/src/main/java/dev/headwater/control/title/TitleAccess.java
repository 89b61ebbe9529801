package dev.headwater.control.title;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.platform.publication.Publication.Visibility;

/** Who may do what with a title: the table of roles as a pure decision. */
public enum TitleAccess {
  ALLOWED,
  /** The caller has to say who they are. */
  LOGIN_NEEDED,
  /** The caller may see the title, but not do this. */
  FORBIDDEN,
  /** The caller must not learn that the title exists. */
  HIDDEN;

  /** What can be done with a title. */
  public enum Deed {
    SEE,
    PLAY,
    CHANGE
  }

  public static TitleAccess decide(Caller caller, Deed deed, Title title) {
    return switch (caller) {
      case Caller.Anonymous _ -> deed == Deed.PLAY && isOpen(title) ? ALLOWED : LOGIN_NEEDED;
      case Caller.Person person -> decide(person, deed, title);
    };
  }

  private static TitleAccess decide(Caller.Person person, Deed deed, Title title) {
    if (isKeeper(person, title)) {
      return ALLOWED;
    }
    if (!isOpen(title)) {
      return HIDDEN;
    }
    return deed == Deed.CHANGE ? FORBIDDEN : ALLOWED;
  }

  public static boolean mayCreate(Caller.Person person) {
    return person.role().atLeast(Role.PUBLISHER);
  }

  /** Whether the person sees every title, not only their own and the public ones. */
  static boolean seesAll(Caller.Person person) {
    return person.role().atLeast(Role.OPERATOR);
  }

  private static boolean isKeeper(Caller.Person person, Title title) {
    return switch (person.role()) {
      case VIEWER -> false;
      case PUBLISHER -> title.ownerId().equals(person.id());
      case OPERATOR, ADMIN -> true;
    };
  }

  /** A title that was public stays known to be so after its deletion. */
  private static boolean isOpen(Title title) {
    return title.visibility() == Visibility.PUBLIC && title.epoch().isPresent();
  }
}
