package dev.headwater.edge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.platform.feed.NodeReport;
import dev.headwater.platform.feed.Revocation;
import dev.headwater.platform.feed.Revocation.What;
import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.feed.TokenKeyChange.State;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.PlaybackClaims.Limits;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenTableTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final TokenKey GIVEN = key("given-1", "01");
  private static final TokenKey FIRST = key("headwater-1", "02");
  private static final TokenKey SECOND = key("headwater-2", "03");
  private static final Envelope ENVELOPE =
      new Envelope(List.of(new SealingKey("s1", new Secret("0a".repeat(32)))));
  private static final TokenSettings SETTINGS =
      new TokenSettings(List.of(GIVEN), Duration.ofSeconds(10), Duration.ofHours(6));

  private final TokenTable table = new TokenTable(SETTINGS, ENVELOPE);

  private static TokenKey key(String kid, String digits) {
    return new TokenKey(kid, new Secret(digits.repeat(32)));
  }

  private static PlaybackClaims claims(Limits limits) {
    return new PlaybackClaims(
        "p1",
        "s1",
        "/vod/t1/e1/",
        new PlaybackClaims.Life(NOW, NOW.minusSeconds(60), NOW.plusSeconds(100)),
        limits);
  }

  private static String token(TokenKey key) {
    return new TokenSigner(key).sign(claims(Limits.NONE));
  }

  private static TokenUse use(String path, String address) {
    return new TokenUse(path, "t1", () -> address);
  }

  private TokenCheck check(String token, Instant now) {
    return table.check(token, use("/vod/t1/e1/index.m3u8", "10.0.0.1"), now);
  }

  private void assertGood(String token) {
    assertThat(check(token, NOW)).isInstanceOf(TokenCheck.Good.class);
  }

  private void assertRefused(TokenCheck check, String reason) {
    assertThat(check)
        .isInstanceOfSatisfying(
            TokenCheck.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  private void tell(TokenKey key, State state) {
    table.apply(TokenKeyChange.of(key, state, ENVELOPE));
  }

  private void revoke(What what, String name, Instant before) {
    table.apply(new Revocation(what, name, before, Instant.MAX));
  }

  @Test
  void aTokenIsGoodFromItsFirstToItsLastMomentAndAsLongAsClocksMayDiffer() {
    String token = token(GIVEN);
    assertRefused(check(token, NOW.minusSeconds(71)), "not valid yet");
    assertThat(check(token, NOW.minusSeconds(70))).isInstanceOf(TokenCheck.Good.class);
    assertThat(check(token, NOW.plusSeconds(109))).isInstanceOf(TokenCheck.Good.class);
    assertRefused(check(token, NOW.plusSeconds(110)), "expired");
  }

  @Test
  void whileTheFeedIsSilentATokenIsGoodForLonger() {
    String token = token(GIVEN);
    table.silentBy(() -> true);
    assertThat(check(token, NOW.plusSeconds(6 * 3600))).isInstanceOf(TokenCheck.Good.class);
    assertRefused(check(token, NOW.plusSeconds(6 * 3600 + 100)), "expired");
    table.silentBy(() -> false);
    assertRefused(check(token, NOW.plusSeconds(3600)), "expired");
  }

  @Test
  void aKeyIsGoodFromNextToPrevious() {
    String token = token(FIRST);
    assertRefused(check(token, NOW), "key is unknown");
    for (State state : List.of(State.NEXT, State.CURRENT, State.PREVIOUS)) {
      tell(FIRST, state);
      tell(SECOND, State.NEXT);
      assertGood(token);
    }
    tell(FIRST, State.RETIRED);
    assertRefused(check(token, NOW), "key is unknown");
    assertGood(token(SECOND));
    assertGood(token(GIVEN));
  }

  @Test
  void whatTheFeedDoesNotTellAgainIsGoodUntilAllWasTold() {
    tell(FIRST, State.PREVIOUS);
    tell(SECOND, State.CURRENT);
    table.beginAnew();
    tell(SECOND, State.CURRENT);
    assertGood(token(FIRST));
    table.settle();
    assertRefused(check(token(FIRST), NOW), "key is unknown");
    assertGood(token(SECOND));
  }

  @Test
  void aKeyThatIsSealedForOthersOpensNothing() {
    Envelope other = new Envelope(List.of(new SealingKey("s2", new Secret("0b".repeat(32)))));
    table.apply(TokenKeyChange.of(FIRST, State.CURRENT, other));
    TokenKeyChange first = TokenKeyChange.of(FIRST, State.CURRENT, ENVELOPE);
    table.apply(new TokenKeyChange(SECOND.kid(), State.CURRENT, first.sealed()));
    assertRefused(check(token(FIRST), NOW), "key is unknown");
    assertRefused(check(token(SECOND), NOW), "key is unknown");
  }

  @Test
  void theFeedDoesNotReplaceAKeyThatWasGiven() {
    tell(key(GIVEN.kid(), "09"), State.CURRENT);
    assertGood(token(GIVEN));
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void whatIsRevokedIsRefusedAlsoWhereItWasGoodBefore(What what) {
    String token = token(GIVEN);
    assertGood(token);
    String name =
        switch (what) {
          case TOKEN -> Revocation.digest(token);
          case SESSION -> "s1";
          case VIEWER -> "p1";
          case TITLE -> "t1";
        };
    revoke(what, "another", NOW.plusSeconds(1));
    assertGood(token);
    if (what == What.VIEWER || what == What.TITLE) {
      revoke(what, name, NOW.minusMillis(1));
      assertGood(token); // it was issued later
    }
    revoke(what, name, NOW.plusMillis(1));
    assertRefused(check(token, NOW), "revoked");
    assertRefused(check(token, NOW), "revoked");
  }

  @Test
  void aTokenThatSaysToHaveBeenIssuedLaterIsNotGoodYet() {
    PlaybackClaims.Life life =
        new PlaybackClaims.Life(NOW.plusSeconds(71), NOW.minusSeconds(60), NOW.plusSeconds(100));
    String token =
        new TokenSigner(GIVEN).sign(new PlaybackClaims("p1", "s1", "/vod/", life, Limits.NONE));
    assertRefused(check(token, NOW), "not valid yet");
    assertThat(check(token, NOW.plusSeconds(1))).isInstanceOf(TokenCheck.Good.class);
  }

  @Test
  void aTokenOpensWhatLiesBelowItsPrefixAlone() {
    String token = token(GIVEN);
    assertRefused(table.check(token, use("/vod/t1/e2/index.m3u8", ""), NOW), "another path");
    assertRefused(table.check(token, use("/vod/t1/e10/index.m3u8", ""), NOW), "another path");
  }

  @Test
  void aTokenThatNamesAnAddressIsGoodFromThere() {
    Limits limits = new Limits(Optional.of("2001:db8::1"), 0);
    String token = new TokenSigner(GIVEN).sign(claims(limits));
    String path = "/vod/t1/e1/index.m3u8";
    assertThat(table.check(token, use(path, "2001:db8:0:0:0:0:0:1"), NOW))
        .isInstanceOf(TokenCheck.Good.class);
    assertRefused(table.check(token, use(path, "2001:db8::2"), NOW), "another address");
    assertRefused(table.check(token, use(path, "unknown"), NOW), "another address");
  }

  @Test
  void aDamagedTokenIsRefusedAlsoAfterTheWholeOne() {
    String token = token(GIVEN);
    assertGood(token);
    assertRefused(check(token.substring(0, token.length() - 1), NOW), "");
    assertRefused(check(token + "A", NOW), "");
  }

  /** The last of 43 characters bears four bits, and two that say nothing (RFC 4648, 3.5). */
  @Test
  void aTokenHasOneSpellingSoThatARevokedOneHasNoOther() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String token = token(GIVEN);
    revoke(What.TOKEN, Revocation.digest(token), NOW.plusSeconds(1));
    String start = token.substring(0, token.length() - 1);
    alphabet.chars().forEach(last -> assertRefused(check(start + (char) last, NOW), ""));
  }

  /** Who verifies a token just when its key goes must not bring it back. */
  @Test
  void aTokenIsForgottenWithItsKeyAlsoWhereItIsBeingVerified() throws InterruptedException {
    String token = token(FIRST);
    AtomicBoolean over = new AtomicBoolean();
    Thread viewer =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                check(token, NOW);
              }
            });
    try {
      for (int i = 0; i < 5_000; i++) {
        tell(FIRST, State.CURRENT);
        Thread.onSpinWait();
        tell(FIRST, State.RETIRED);
        assertRefused(settled(token), "key is unknown");
      }
    } finally {
      over.set(true);
      viewer.join();
    }
  }

  /** As it is once who was verifying is done. */
  private TokenCheck settled(String token) {
    long deadline = System.nanoTime() + Duration.ofMillis(50).toNanos();
    TokenCheck found = check(token, NOW);
    while (found instanceof TokenCheck.Good && System.nanoTime() < deadline) {
      found = check(token, NOW);
    }
    return found;
  }

  /** A revocation is forgotten a day after the last token that it is about. */
  @Test
  void aTokenIsNotGoodForLongerThanItIsKnownToBeRevoked() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TokenSettings(List.of(), Duration.ofSeconds(10), Duration.ofHours(24)))
        .withMessageContaining("grace");
  }

  @Test
  void sessionsOfLimitedViewersAreToldOfAsLongAsTheyGoOn() {
    String limited = new TokenSigner(GIVEN).sign(claims(new Limits(Optional.empty(), 2)));
    assertGood(token(GIVEN));
    assertThat(table.streams().drain()).isEmpty();
    assertGood(limited);
    assertGood(limited);
    assertThat(table.streams().drain()).containsExactly(new NodeReport.Stream("p1", "s1"));
    assertThat(table.streams().drain()).isEmpty();
    check(limited, NOW.plusSeconds(4));
    assertThat(table.streams().drain()).isEmpty();
    check(limited, NOW.plusSeconds(5));
    assertThat(table.streams().drain()).hasSize(1);
    check(limited, NOW.plusSeconds(1000));
    assertThat(table.streams().drain()).as("a token that has expired").isEmpty();
  }

  @Test
  void howManyAreRememberedIsBounded() {
    TokenSigner signer = new TokenSigner(GIVEN);
    for (int i = 0; i < 120_000; i++) {
      PlaybackClaims claims =
          new PlaybackClaims("p" + i, "s1", "/vod/t1/e1/", claims(Limits.NONE).life(), Limits.NONE);
      assertGood(signer.sign(claims));
    }
    assertThat(table.count()).isBetween(50_000L, 110_000L);
  }
}
