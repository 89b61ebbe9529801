package dev.headwater.control.account;

/** Who makes a call. Immutable. */
public sealed interface Caller {
  /** Nobody we know. */
  record Anonymous() implements Caller {}

  /**
   * Somebody whose access token is good.
   *
   * @param session the one that the token belongs to
   */
  record Person(String id, Role role, String session) implements Caller {
    /** Somebody whose session makes no difference. */
    public Person(String id, Role role) {
      this(id, role, "");
    }
  }
}
