package dev.headwater.control.playback;

import dev.headwater.control.account.Caller;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.Title;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenSigner;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Hands out the addresses that titles are played from, with a token in the path of private ones.
 * Whether the caller may have them was decided before. Thread-safe.
 */
public final class PlaybackDesk {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SESSION_ID_BYTES = 16;

  /** How far the data plane's clock may be behind. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final String base;
  private final TokenSigner signer;
  private final Duration tokenLife;
  private final InstantSource clock;

  /**
   * Signs with the key of the settings.
   *
   * @param dataPlane where viewers reach the data plane
   */
  public PlaybackDesk(URI dataPlane, PlaybackSettings settings, InstantSource clock) {
    this.base = dataPlane.toString().replaceAll("/+$", "");
    this.signer = new TokenSigner(settings.key());
    this.tokenLife = settings.tokenLife();
    this.clock = clock;
  }

  /** Refused with 409 where nothing of the title is published yet. */
  public Playback play(Caller caller, Title title) {
    if (!title.isPublished()) {
      throw new RefusedException(
          Reason.CONFLICT, "the title is %s, not ready".formatted(title.status().word()));
    }
    Optional<Playback.Token> token = token(caller, title);
    String root = root(title, token);
    return new Playback(
        title.text().name(),
        root + "/index.m3u8",
        root + "/manifest.mpd",
        title.hasPoster() ? Optional.of(root + "/poster.jpg") : Optional.empty(),
        token);
  }

  /** Absent where the title has no picture (yet). */
  public Optional<String> posterUrl(Caller caller, Title title) {
    return title.isPublished() && title.hasPoster()
        ? Optional.of(root(title, token(caller, title)) + "/poster.jpg")
        : Optional.empty();
  }

  private String root(Title title, Optional<Playback.Token> token) {
    return base + token.map(t -> "/t/" + t.value()).orElse("") + path(title);
  }

  private static String path(Title title) {
    return "/" + Publication.path(title.id(), title.epoch().orElseThrow());
  }

  private Optional<Playback.Token> token(Caller caller, Title title) {
    if (title.visibility() == Visibility.PUBLIC) {
      return Optional.empty();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.plus(tokenLife);
    PlaybackClaims claims =
        new PlaybackClaims(
            subject(caller), sessionId(), path(title) + "/", now.minus(CLOCK_SKEW), end);
    return Optional.of(new Playback.Token(signer.sign(claims), end));
  }

  private static String subject(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous _ -> "anonymous";
      case Caller.Person person -> person.id();
    };
  }

  private static String sessionId() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
