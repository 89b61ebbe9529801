package dev.headwater.control.account.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.signing.FixedKeys;
import dev.headwater.control.account.signing.SigningKey;
import dev.headwater.control.account.signing.SigningKeys;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final Caller.Person ANA = new Caller.Person("p1", Role.PUBLISHER, "s1");
  private static final AccountSettings SETTINGS = Settings.bind(AccountSettings.class, List.of());
  private static final SigningKeys KEYS = FixedKeys.generate();

  private final AccessTokens tokens = tokens(KEYS, "headwater", NOW);

  private static AccessTokens tokens(SigningKeys keys, String issuer, Instant now) {
    AccountSettings settings =
        Settings.bind(
            AccountSettings.class, List.of(SettingsSource.of("test", Map.of("issuer", issuer))));
    return new AccessTokens(keys, settings, InstantSource.fixed(now));
  }

  @Test
  void aTokenTellsWhoItsPersonIs() {
    assertThat(tokens.verify(tokens.issue(ANA))).isEqualTo(ANA);
  }

  @Test
  void theClaimsAreThoseOfTheContract() {
    JsonObject claims = part(tokens.issue(ANA), 1);
    assertThat(claims)
        .isEqualTo(
            new JsonObject()
                .put("iss", "headwater")
                .put("sub", "p1")
                .put("sid", "s1")
                .put("role", "publisher")
                .put("iat", NOW.getEpochSecond())
                .put("exp", NOW.plus(LIFE).getEpochSecond()));
  }

  @Test
  void theHeaderNamesAKeyOfTheKeySet() {
    JsonObject header = part(tokens.issue(ANA), 0);
    JsonObject key = KEYS.toJwks().getJsonArray("keys").getJsonObject(0);
    assertThat(header.getString("alg")).isEqualTo("ES256");
    assertThat(header.getString("kid")).isEqualTo(key.getString("kid"));
    assertThat(key.fieldNames()).contains("x", "y").doesNotContain("d");
  }

  @Test
  void aTokenIsGoodUntilTheSecondOfItsExpiry() {
    String token = tokens.issue(ANA);
    assertThat(tokens(KEYS, "headwater", NOW.plus(LIFE).minusSeconds(1)).verify(token))
        .isEqualTo(ANA);
    assertRefused(tokens(KEYS, "headwater", NOW.plus(LIFE)), token, "expired");
  }

  @Test
  void aTokenThatWasGoodBeforeIsCheckedAgain() {
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    AtomicReference<SigningKeys> keys = new AtomicReference<>(KEYS);
    AccessTokens changing = new AccessTokens(new ChangingKeys(keys), SETTINGS, now::get);
    String token = changing.issue(ANA);
    assertThat(changing.verify(token)).isEqualTo(ANA);
    String tampered = token.substring(0, token.length() - 4) + "AAAA";
    assertRefused(changing, tampered, "signature");
    keys.set(FixedKeys.generate());
    assertRefused(changing, token, "signature");
    keys.set(KEYS);
    now.set(NOW.plus(LIFE));
    assertRefused(changing, token, "expired");
  }

  private record ChangingKeys(AtomicReference<SigningKeys> now) implements SigningKeys {
    @Override
    public SigningKey current() {
      return now.get().current();
    }

    @Override
    public Optional<SigningKey> byId(String kid) {
      return now.get().byId(kid);
    }

    @Override
    public JsonObject toJwks() {
      return now.get().toJwks();
    }
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() {
    assertRefused(tokens, tokens(KEYS, "elsewhere", NOW).issue(ANA), "issuer");
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() {
    SigningKeys others = FixedKeys.generate();
    assertRefused(tokens, tokens(others, "headwater", NOW).issue(ANA), "signature");
  }

  @Test
  void changedClaimsAreRefused() {
    String[] parts = tokens.issue(ANA).split("\\.", -1);
    JsonObject claims = part(String.join(".", parts), 1).put("role", "admin");
    assertRefused(tokens, parts[0] + "." + encode(claims) + "." + parts[2], "signature");
  }

  /** RFC 8725, section 3.1. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "es256"})
  void anotherAlgorithmIsRefused(String algorithm) {
    String[] parts = tokens.issue(ANA).split("\\.", -1);
    JsonObject header = part(String.join(".", parts), 0).put("alg", algorithm);
    assertRefused(tokens, encode(header) + "." + parts[1] + "." + parts[2], "signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a.b.c", "..", "e30.e30.e30", "e30.e30.", "!.!.!", "W10.W10.W10"})
  void whatIsNoTokenIsRefused(String token) {
    assertRefused(tokens, token, "");
  }

  @Test
  void aTokenOfExcessiveLengthIsRefusedUnread() {
    assertRefused(tokens, "a.b." + "c".repeat(3000), "malformed");
  }

  private static void assertRefused(AccessTokens tokens, String token, String why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> tokens.verify(token))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED));
  }

  private static JsonObject part(String token, int index) {
    String part = token.split("\\.", -1)[index];
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  private static String encode(JsonObject json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }
}
