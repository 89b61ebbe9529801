package dev.headwater.control.mail;

/**
 * A letter in plain text. Immutable.
 *
 * @param to an address without a name
 */
public record Mail(String to, String subject, String text) {
  public Mail {
    if ((to + subject).chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("to, subject: with control characters (expected: none)");
    }
  }

  @Override
  public String toString() {
    return "Mail[" + subject + "]";
  }
}
