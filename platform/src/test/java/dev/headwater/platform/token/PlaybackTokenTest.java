package dev.headwater.platform.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybackTokenTest {
  private static final TokenKey KEY = new TokenKey("edge-1", new Secret("01".repeat(32)));
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final PlaybackClaims CLAIMS = claims("/vod/t1/e1/", PlaybackClaims.Limits.NONE);

  private final String token = new TokenSigner(KEY).sign(CLAIMS);
  private final TokenVerifier verifier = new TokenVerifier(List.of(KEY));

  @Test
  void whatWasSignedIsVerified() {
    assertThat(verifier.verify(token)).isEqualTo(new TokenVerification.Signed("edge-1", CLAIMS));
    PlaybackClaims bound =
        claims("/vod/", new PlaybackClaims.Limits(Optional.of("2001:db8::1"), 3));
    assertThat(verifier.verify(new TokenSigner(KEY).sign(bound)))
        .isEqualTo(new TokenVerification.Signed("edge-1", bound));
  }

  @Test
  void oneSetOfClaimsHasOneForm() {
    assertThat(new TokenSigner(KEY).sign(CLAIMS)).isEqualTo(token);
    String payload =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    assertThat(payload)
        .isEqualTo(
            "{\"exp\":1800000010,\"iat\":1799999990.125,\"nbf\":1799999990,\"pfx\":\"/vod/t1/e1/\",\"sid\":\"s1\",\"sub\":\"p1\"}");
  }

  @Test
  void aTokenThatDoesNotSayWhenItWasIssuedWasWhenItBegan() {
    String[] parts = token.split("\\.", -1);
    String payload =
        encode("{\"exp\":1800000010,\"nbf\":1799999990,\"pfx\":\"/\",\"sid\":\"s\",\"sub\":\"p\"}");
    String signature =
        JwsSignature.ENCODER.encodeToString(JwsSignature.sign(parts[0] + "." + payload, KEY));
    assertThat(verifier.verify(parts[0] + "." + payload + "." + signature))
        .isInstanceOfSatisfying(
            TokenVerification.Signed.class,
            signed ->
                assertThat(signed.claims().life().issuedAt())
                    .isEqualTo(Instant.ofEpochSecond(1_799_999_990L)));
  }

  @Test
  void aKeyOpensItsOwnConsumersTokensOnly() {
    TokenKey other = new TokenKey("cdn-1", new Secret("02".repeat(32)));
    assertRefused(new TokenSigner(other).sign(CLAIMS), "key is unknown");
    TokenKey disguised = new TokenKey(KEY.kid(), other.secret());
    assertRefused(new TokenSigner(disguised).sign(CLAIMS), "signature is wrong");
  }

  @Test
  void noOtherAlgorithmIsAccepted() {
    String header = encode("{\"alg\":\"none\",\"kid\":\"" + KEY.kid() + "\"}");
    assertRefused(header + "." + token.split("\\.", -1)[1] + ".", "not HS256");
  }

  @Test
  void aTokenHasOneFormWithoutPadding() {
    assertRefused(token + "=", "malformed");
  }

  @Test
  void aMissingClaimIsMalformed() {
    String[] parts = token.split("\\.", -1);
    String payload = encode("{\"exp\":1800000010}");
    String signature =
        JwsSignature.ENCODER.encodeToString(JwsSignature.sign(parts[0] + "." + payload, KEY));
    assertRefused(parts[0] + "." + payload + "." + signature, "malformed");
  }

  @Test
  void noDamagedTokenIsEverValid() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      char[] damaged = token.toCharArray();
      int at = random.nextInt(damaged.length - 1);
      char before = damaged[at];
      damaged[at] = (char) (33 + random.nextInt(94));
      if (damaged[at] != before) {
        assertThat(verifier.verify(new String(damaged)))
            .isInstanceOf(TokenVerification.Refused.class);
      }
    }
    assertRefused("x".repeat(100_000), "malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "/vod/t1/e1/, /vod/t1/e1/index.m3u8, true",
    "/vod/t1/e1/, /vod/t1/e1/v/0.m4s, true",
    "/vod/t1/e1/, /vod/t1/e10/index.m3u8, false",
    "/vod/t1/e1, /vod/t1/e1/index.m3u8, true",
    "/vod/t1/e1, /vod/t1/e10/index.m3u8, false",
    "/vod/t1/e1, /vod/t1/e1, true",
    "/live/c1/, /vod/c1/, false",
  })
  void aPrefixOpensWhatLiesBelowIt(String prefix, String path, boolean opens) {
    assertThat(claims(prefix, PlaybackClaims.Limits.NONE).opens(path)).isEqualTo(opens);
  }

  @Test
  void aKeyThatIsTooShortIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> new TokenKey("k1", new Secret("abcd")))
        .hasMessageContaining("64 hexadecimal digits")
        .hasMessageNotContaining("abcd");
  }

  private static PlaybackClaims claims(String prefix, PlaybackClaims.Limits limits) {
    return new PlaybackClaims(
        "p1",
        "s1",
        prefix,
        new PlaybackClaims.Life(NOW.minusMillis(9_875), NOW.minusSeconds(10), NOW.plusSeconds(10)),
        limits);
  }

  private void assertRefused(String shown, String reason) {
    assertThat(verifier.verify(shown))
        .isInstanceOfSatisfying(
            TokenVerification.Refused.class,
            refused -> assertThat(refused.reason()).contains(reason));
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
