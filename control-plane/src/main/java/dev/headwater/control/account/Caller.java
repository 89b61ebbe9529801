package dev.headwater.control.account;

/** Who makes a call. Immutable. */
public sealed interface Caller {
  /** Nobody we know. */
  record Anonymous() implements Caller {}

  /** Somebody whose access token is good. */
  record Person(String id, Role role) implements Caller {}
}
