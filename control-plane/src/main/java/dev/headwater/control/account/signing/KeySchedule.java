package dev.headwater.control.account.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When keys take over and when they may be forgotten. Immutable.
 *
 * @param keyLife how long a key signs
 * @param lead how long a key is published before it signs; everybody has read it by then
 * @param tokenLife how long what a key has signed is good
 */
record KeySchedule(Duration keyLife, Duration lead, Duration tokenLife) {

  /** From when a new key shall sign; empty while none is needed. */
  Optional<Instant> nextStart(KeyRing ring, Instant now) {
    if (ring.keys().isEmpty()) {
      return Optional.of(now);
    }
    Instant due = ring.keys().getLast().signsFrom().plus(keyLife);
    Instant earliest = now.plus(lead);
    if (earliest.isBefore(due)) {
      return Optional.empty();
    }
    return Optional.of(earliest.isAfter(due) ? earliest : due);
  }

  /**
   * Keys whose last token has expired. Who reads late may have signed with the old key for as long
   * as the new one was published before it signs.
   */
  List<SigningKey> outlived(KeyRing ring, Instant now) {
    List<SigningKey> outlived = new ArrayList<>();
    for (int i = 0; i + 1 < ring.keys().size(); i++) {
      Instant succeeded = ring.keys().get(i + 1).signsFrom();
      if (!now.isBefore(succeeded.plus(lead).plus(tokenLife))) {
        outlived.add(ring.keys().get(i).key());
      }
    }
    return outlived;
  }

  boolean isDue(KeyRing ring, Instant now) {
    return nextStart(ring, now).isPresent() || !outlived(ring, now).isEmpty();
  }
}
