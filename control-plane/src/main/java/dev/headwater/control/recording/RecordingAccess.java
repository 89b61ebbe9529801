package dev.headwater.control.recording;

import dev.headwater.platform.sealing.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a worker shows to read a private channel: a playback token for that channel alone, which the
 * control plane seals for one recording when it is ordered. Thread-safe.
 */
public record RecordingAccess(Envelope envelope) {

  /** As it lies beside the job. */
  String seal(String titleId, String token) {
    return envelope.seal(token.getBytes(StandardCharsets.UTF_8), purpose(titleId));
  }

  /** Empty where it was sealed with a key that isn't here. */
  Optional<String> open(String titleId, String sealed) {
    return envelope
        .open(sealed, purpose(titleId))
        .map(token -> new String(token, StandardCharsets.UTF_8));
  }

  private static String purpose(String titleId) {
    return "recording of title " + titleId;
  }
}
