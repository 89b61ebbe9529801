package dev.headwater.control.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenID Connect Core 1.0, section 3.1.3.7. */
class IdTokenTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final IdToken.Expectation EXPECTED =
      new IdToken.Expectation("https://id.example.org", "hw", "n1");

  private static JsonObject claims() {
    return new JsonObject()
        .put("iss", "https://id.example.org")
        .put("aud", "hw")
        .put("sub", "7")
        .put("nonce", "n1")
        .put("exp", NOW.plusSeconds(60).getEpochSecond())
        .put("email", "Ana@Example.org")
        .put("email_verified", true)
        .put("name", " Ana ");
  }

  private static IdToken read(JsonObject claims) {
    return IdToken.of(claims, EXPECTED, NOW);
  }

  @Test
  void whatAgreesTellsWhoSomebodyIs() {
    IdToken token = read(claims());
    assertThat(token.subject()).isEqualTo("7");
    assertThat(token.email()).contains("ana@example.org");
    assertThat(token.name()).isEqualTo("Ana");
  }

  @Test
  void anAudienceMayBeOneOfSeveral() {
    JsonObject claims = claims().put("aud", new JsonArray().add("other").add("hw"));
    assertThat(read(claims.put("azp", "hw")).subject()).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({
    "iss, https://elsewhere.example.org",
    "aud, other",
    "azp, other",
    "nonce, n2",
    "sub, ''"
  })
  void whatDoesNotAgreeIsRefused(String claim, String value) {
    assertRefused(claims().put(claim, value));
  }

  @ParameterizedTest
  @CsvSource({"iss", "aud", "nonce", "exp", "sub"})
  void whatIsMissingIsRefused(String claim) {
    JsonObject claims = claims();
    claims.remove(claim);
    assertRefused(claims);
  }

  @Test
  void anExpiredTokenIsRefusedButForClocksThatDiffer() {
    long second = NOW.getEpochSecond();
    assertThat(read(claims().put("exp", second - 59)).subject()).isEqualTo("7");
    assertRefused(claims().put("exp", second - 60));
  }

  @Test
  void anAddressThatTheProviderDidNotCheckIsNone() {
    assertThat(read(claims().put("email_verified", false)).email()).isEmpty();
    JsonObject claims = claims();
    claims.remove("email_verified");
    assertThat(read(claims).email()).isEmpty();
  }

  @Test
  void whoHasNoNameIsCalledByTheirSubject() {
    assertThat(read(claims().put("name", " ")).name()).isEqualTo("7");
    assertThat(read(claims().put("name", "x".repeat(200))).name()).hasSize(100);
  }

  private static void assertRefused(JsonObject claims) {
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(claims));
  }
}
