package dev.headwater.edge.protection;

import java.util.Optional;

/**
 * Which of a channel's keys one is. The whole name goes into the key, so that a name that was made
 * up leads to a key that opens nothing. Immutable.
 *
 * @param period the how many-th run of segments with one key, by their media sequence numbers
 */
public record KeyName(String channel, String rendition, String epoch, long period) {
  /** Between its parts: none of them may have it, nor has an ID of a publication's key. */
  private static final String SEPARATOR = ".";

  private static final int PARTS = 4;

  /** As in {@code /keys/{id}}. */
  public String id() {
    return String.join(SEPARATOR, channel, rendition, epoch, Long.toString(period));
  }

  /** Empty where it is no ID of a channel's key. */
  public static Optional<KeyName> of(String id) {
    String[] parts = id.split("\\.", -1);
    return parts.length == PARTS && parts[3].matches("0|[1-9][0-9]{0,17}")
        ? Optional.of(new KeyName(parts[0], parts[1], parts[2], Long.parseLong(parts[3])))
        : Optional.empty();
  }
}
