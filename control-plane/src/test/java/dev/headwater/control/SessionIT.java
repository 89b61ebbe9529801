package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionIT {
  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient anonymous = control.anonymous();

  private ApiClient.Answer logIn(String email, String password) {
    return anonymous.post(
        "auth/login", new JsonObject().put("email", email).put("password", password));
  }

  private ApiClient.Answer adminLogIn() {
    return logIn(TestControlPlane.ADMIN_EMAIL, TestControlPlane.ADMIN_PASSWORD);
  }

  private ApiClient.Answer with(String call, String refreshToken) {
    return anonymous.post("auth/" + call, new JsonObject().put("refreshToken", refreshToken));
  }

  @Test
  void theFirstAdministratorLogsIn() {
    ApiClient.Answer answer = adminLogIn();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("tokenType")).isEqualTo("Bearer");
    assertThat(answer.json().getInteger("expiresIn")).isEqualTo(900);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void theCaseOfAnEmailAddressMakesNoDifference() {
    assertThat(logIn("ADMIN@Headwater.local", TestControlPlane.ADMIN_PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
    ApiClient.Answer wrong = logIn(TestControlPlane.ADMIN_EMAIL, "wrong");
    ApiClient.Answer unknown = logIn("nobody@example.org", "wrong");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
    assertThat(wrong.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void aRefreshTokenIsExchangedForTheNextPair() {
    JsonObject first = adminLogIn().json();
    ApiClient.Answer next = with("refresh", first.getString("refreshToken"));
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.json().getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
    ApiClient refreshed = anonymous.with(next.json().getString("accessToken"));
    assertThat(refreshed.get("titles").status()).isEqualTo(200);
  }

  /** RFC 9700, section 4.14.2. */
  @Test
  void aUsedRefreshTokenEndsItsSession() {
    String first = adminLogIn().json().getString("refreshToken");
    String second = with("refresh", first).json().getString("refreshToken");
    assertThat(with("refresh", first).status()).isEqualTo(401);
    assertThat(with("refresh", second).status()).isEqualTo(401);
  }

  @Test
  void loggingOutEndsTheSession() {
    String token = adminLogIn().json().getString("refreshToken");
    assertThat(with("logout", token).status()).isEqualTo(204);
    assertThat(with("refresh", token).status()).isEqualTo(401);
    assertThat(with("logout", token).status()).isEqualTo(204);
  }

  @Test
  void loggingOutEndsTheAccessTokenToo() {
    JsonObject session = adminLogIn().json();
    ApiClient client = anonymous.with(session.getString("accessToken"));
    assertThat(client.get("titles").status()).isEqualTo(200);
    with("logout", session.getString("refreshToken"));
    assertThat(client.get("titles").status()).isEqualTo(401);
  }

  @Test
  void reuseOfARefreshTokenEndsTheAccessTokensToo() {
    JsonObject first = adminLogIn().json();
    JsonObject next = with("refresh", first.getString("refreshToken")).json();
    ApiClient client = anonymous.with(next.getString("accessToken"));
    assertThat(client.get("titles").status()).isEqualTo(200);
    with("refresh", first.getString("refreshToken"));
    assertThat(client.get("titles").status()).isEqualTo(401);
  }

  @Test
  void loggingOutEverywhereEndsAllSessionsOfThePersonAndNoOther() {
    ApiClient one = control.person(Role.VIEWER);
    ApiClient other = anonymous.logIn(control.emailOf(one), TestControlPlane.PERSON_PASSWORD);
    ApiClient somebodyElse = control.person(Role.VIEWER);
    assertThat(one.post("auth/logout-everywhere", new JsonObject()).status()).isEqualTo(204);
    assertThat(one.get("titles").status()).isEqualTo(401);
    assertThat(other.get("titles").status()).isEqualTo(401);
    assertThat(somebodyElse.get("titles").status()).isEqualTo(200);
    assertThat(one.post("auth/logout-everywhere", new JsonObject()).status()).isEqualTo(401);
  }

  @Test
  void endsOfSessionsAreAudited() {
    with("logout", adminLogIn().json().getString("refreshToken"));
    control.person(Role.VIEWER).post("auth/logout-everywhere", new JsonObject());
    for (String action : List.of("session.end", "session.end-all")) {
      assertThat(control.query("select 1 from audit_log where action = $1", action).size())
          .as(action)
          .isPositive();
    }
  }

  @Test
  void refreshTokensAreNotKeptAsTheyAre() {
    String token = adminLogIn().json().getString("refreshToken");
    byte[] plain = token.getBytes(StandardCharsets.US_ASCII);
    control
        .query("select token_hash from refresh_tokens")
        .forEach(row -> assertThat(row.getBuffer(0).getBytes()).isNotEqualTo(plain).hasSize(32));
  }

  @Test
  void whoRegistersIsAViewer() {
    JsonObject account =
        new JsonObject()
            .put("email", "Register@Example.org")
            .put("password", "long enough")
            .put("displayName", " Reg ");
    ApiClient.Answer made = anonymous.post("auth/register", account);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().getString("role")).isEqualTo("viewer");
    assertThat(made.json().getString("email")).isEqualTo("register@example.org");
    assertThat(made.json().getString("displayName")).isEqualTo("Reg");
    assertThat(made.response().body()).doesNotContain("argon2", "long enough");
    assertThat(logIn("register@example.org", "long enough").status()).isEqualTo(200);
  }

  @Test
  void aShortPasswordOrAnImpossibleAddressIsRefused() {
    JsonObject account = new JsonObject().put("email", "x@example.org").put("displayName", "x");
    assertThat(anonymous.post("auth/register", account.copy().put("password", "short")).status())
        .isEqualTo(400);
    ApiClient.Answer slip =
        anonymous.post(
            "auth/register", account.put("password", "long enough").put("email", "not-mail"));
    assertThat(slip.status()).isEqualTo(400);
    assertThat(slip.detail()).contains("email");
  }

  /** RFC 7517, RFC 7518. */
  @Test
  void anybodyCanCheckAnAccessTokenWithThePublishedKeys() throws Exception {
    String[] parts = adminLogIn().json().getString("accessToken").split("\\.", -1);
    ApiClient.Answer jwks =
        anonymous.send("GET", "/.well-known/jwks.json", BodyPublishers.noBody());
    JsonObject jwk = jwks.json().getJsonArray("keys").getJsonObject(0);
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(publicKey(jwk));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(jwks.header("Cache-Control")).contains("max-age");
  }

  private static PublicKey publicKey(JsonObject jwk) throws Exception {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    Base64.Decoder decoder = Base64.getUrlDecoder();
    ECPoint point =
        new ECPoint(
            new BigInteger(1, decoder.decode(jwk.getString("x"))),
            new BigInteger(1, decoder.decode(jwk.getString("y"))));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  @Test
  void aCallWithoutOrWithABadTokenIsRefused() {
    ApiClient.Answer without = anonymous.get("titles");
    assertThat(without.status()).isEqualTo(401);
    assertThat(without.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(without.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(anonymous.with("a.b.c").get("titles").status()).isEqualTo(401);
    String token = control.person(Role.VIEWER).token();
    String tampered = token.substring(0, token.length() - 4) + "AAAA";
    assertThat(anonymous.with(tampered).get("titles").status()).isEqualTo(401);
  }

  @Test
  void passwordsAreKeptAsArgon2id() {
    control
        .query("select password_hash from people")
        .forEach(row -> assertThat(row.getString(0)).startsWith("$argon2id$v=19$m=64,t=1,p=1$"));
  }

  @Test
  void loggingInIsAudited() {
    adminLogIn();
    assertThat(
            control
                .query(
                    "select 1 from audit_log a join people p on p.id = a.actor "
                        + "where a.action = 'session.open' and p.email = $1",
                    TestControlPlane.ADMIN_EMAIL)
                .size())
        .isPositive();
  }

  @Test
  void anotherPasswordInTheSettingsReplacesTheStoredOne() {
    TestControlPlane before = TestControlPlane.start(Map.of());
    String session =
        before
            .anonymous()
            .post(
                "auth/login",
                new JsonObject()
                    .put("email", TestControlPlane.ADMIN_EMAIL)
                    .put("password", TestControlPlane.ADMIN_PASSWORD))
            .json()
            .getString("refreshToken");
    String accessToken = before.admin().token();
    before.query("update people set role = 'viewer'");
    before.close();
    try (TestControlPlane after =
        TestControlPlane.start(before.database(), Map.of("admin.password", "another one"))) {
      ApiClient client = after.anonymous();
      JsonObject old =
          new JsonObject()
              .put("email", TestControlPlane.ADMIN_EMAIL)
              .put("password", TestControlPlane.ADMIN_PASSWORD);
      assertThat(client.post("auth/login", old).status()).isEqualTo(401);
      assertThat(client.post("auth/login", old.put("password", "another one")).status())
          .isEqualTo(200);
      assertThat(
              client.post("auth/refresh", new JsonObject().put("refreshToken", session)).status())
          .isEqualTo(401);
      ApiClient.Answer ended = client.with(accessToken).get("titles");
      assertThat(ended.status()).isEqualTo(401);
      assertThat(ended.detail())
          .as("the signing key outlives the process, the session does not")
          .contains("session is over");
      assertThat(
              client
                  .post(
                      "auth/register",
                      new JsonObject()
                          .put("email", "x@example.org")
                          .put("password", "long enough")
                          .put("displayName", "x"))
                  .status())
          .as("self-registration is off by default")
          .isEqualTo(403);
    }
  }
}
