package dev.headwater.edge.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.headwater.platform.feed.Revocation;
import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenVerification;
import dev.headwater.platform.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks playback tokens. Each is verified once, and remembered for as long as there is room; what
 * may change is looked at each time: the hour, what was revoked, and what the token is shown for.
 * Thread-safe; what the feed tells comes from one thread.
 */
public final class TokenTable {
  /** Of tokens, in characters: some 100,000 of ours. */
  private static final long ROOM = 40_000_000;

  /** What a token takes beside its characters, about. */
  private static final int OVERHEAD = 200;

  /** How far {@code iat} may be ahead beyond that: a token begins as long before it was issued. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /** A session that goes on is told of that often. */
  private static final long NOTE_MILLIS = 5_000;

  /** A token that was verified. */
  private static final class Known {
    final PlaybackClaims claims;

    /** What was revoked up to here doesn't concern it. */
    volatile long heldAgainst;

    /** When its session was last noted as active. */
    volatile long notedMillis;

    Known(PlaybackClaims claims, long heldAgainst) {
      this.claims = claims;
      this.heldAgainst = heldAgainst;
    }
  }

  private final TokenSettings settings;
  private final TokenKeys keys;
  private final Revocations revocations = new Revocations();
  private final ActiveStreams streams = new ActiveStreams();
  private volatile BooleanSupplier silent = () -> false;
  private final Cache<String, Known> known =
      Caffeine.newBuilder()
          .maximumWeight(ROOM)
          .weigher((String token, Known _) -> token.length() + OVERHEAD)
          .executor(Runnable::run)
          .build();

  /**
   * @param envelope opens the keys that the feed tells of
   */
  public TokenTable(TokenSettings settings, Envelope envelope) {
    this.settings = settings;
    this.keys = new TokenKeys(settings.keys(), envelope);
  }

  /** From now on tokens are good for longer while the feed is silent. */
  public void silentBy(BooleanSupplier feed) {
    silent = feed;
  }

  /** Whether a token opens something now. */
  public TokenCheck check(String token, TokenUse use, Instant now) {
    Known one = known.getIfPresent(token);
    if (one == null) {
      TokenVerifier verifier = keys.verifier();
      switch (verifier.verify(token)) {
        case TokenVerification.Refused(String reason) -> {
          return new TokenCheck.Refused(reason);
        }
        case TokenVerification.Signed(String _, PlaybackClaims claims) -> {
          one = new Known(claims, -1);
          known.put(token, one);
          if (keys.verifier() != verifier) { // what was forgotten meanwhile didn't have it yet
            known.invalidate(token);
          }
        }
      }
    }
    String reason = refusal(token, one, use, now);
    if (reason != null) {
      return new TokenCheck.Refused(reason);
    }
    if (one.claims.limits().streams() > 0) {
      note(one, now.toEpochMilli());
    }
    return new TokenCheck.Good(one.claims);
  }

  private void note(Known one, long nowMillis) {
    if (nowMillis - one.notedMillis >= NOTE_MILLIS) {
      one.notedMillis = nowMillis;
      streams.note(one.claims.subject(), one.claims.sessionId());
    }
  }

  /** Sessions that are to be told of. */
  public ActiveStreams streams() {
    return streams;
  }

  private @Nullable String refusal(String token, Known one, TokenUse use, Instant now) {
    PlaybackClaims claims = one.claims;
    PlaybackClaims.Life life = claims.life();
    Instant latest = now.plus(settings.clockSkew());
    if (latest.isBefore(life.notBefore()) || latest.plus(AHEAD).isBefore(life.issuedAt())) {
      return "the token is not valid yet";
    }
    if (!now.minus(settings.clockSkew()).isBefore(life.expiresAt()) && !isGraced(life, now)) {
      return "the token has expired";
    }
    if (isRevoked(token, one) || revocations.coversTitle(use.title(), life.issuedAt())) {
      return "the token was revoked";
    }
    if (!use.isWithin(claims)) {
      return "the token is for another path";
    }
    return use.isFromThere(claims) ? null : "the token is for another address";
  }

  private boolean isGraced(PlaybackClaims.Life life, Instant now) {
    return now.minus(settings.grace()).isBefore(life.expiresAt()) && silent.getAsBoolean();
  }

  private boolean isRevoked(String token, Known one) {
    long version = revocations.version();
    if (one.heldAgainst == version) {
      return false;
    }
    if (revocations.covers(token, one.claims)) {
      return true;
    }
    one.heldAgainst = version;
    return false;
  }

  /** Takes in what became of a key. */
  public void apply(TokenKeyChange change) {
    if (keys.apply(change)) {
      known.invalidateAll();
    }
  }

  /** From now on such tokens are good no more. */
  public void apply(Revocation revocation) {
    revocations.add(revocation, Instant.now());
  }

  /** What is told from now on of keys is all there is. */
  public void beginAnew() {
    keys.beginAnew();
  }

  /** It was told. */
  public void settle() {
    if (keys.settle()) {
      known.invalidateAll();
    }
  }

  /** How many tokens are remembered, about. */
  public long count() {
    return known.estimatedSize();
  }

  /** How many revocations are in force. */
  public int revoked() {
    return revocations.count();
  }
}
