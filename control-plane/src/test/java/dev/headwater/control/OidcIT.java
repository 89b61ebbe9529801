package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.oidc.TestProvider;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcIT {
  private static final String EMAIL = "ana@example.org";

  private final TestProvider provider = new TestProvider();
  private final TestControlPlane control =
      TestControlPlane.start(
          Map.of(
              "accounts.oidc.issuer",
              provider.issuer(),
              "accounts.oidc.client-id",
              TestProvider.CLIENT,
              "accounts.oidc.client-secret",
              TestProvider.SECRET,
              "accounts.self-registration",
              "true"));
  private final ApiClient anonymous = control.anonymous();

  OidcIT() {
    provider.says(OidcIT::ana);
  }

  @AfterEach
  void close() {
    control.close();
    provider.close();
  }

  private static JsonObject ana(JsonObject claims) {
    return claims.put("email", EMAIL).put("email_verified", true).put("name", "Ana");
  }

  private JsonObject begin() {
    ApiClient.Answer answer = anonymous.post("auth/oidc/begin", new JsonObject());
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.json();
  }

  /** Goes where the person is sent, and brings back what the provider sends them back with. */
  private static Map<String, String> visit(JsonObject begun) {
    URI there = URI.create(begun.getString("authorizationUrl"));
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> sentBack =
          browser.send(HttpRequest.newBuilder(there).build(), HttpResponse.BodyHandlers.ofString());
      URI back = URI.create(sentBack.headers().firstValue("Location").orElseThrow());
      assertThat(back.toString()).startsWith("http://localhost:8080/login?");
      return Arrays.stream(back.getQuery().split("&", -1))
          .map(pair -> pair.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ApiClient.Answer finish(JsonObject begun, Map<String, String> back) {
    return anonymous.post(
        "auth/oidc/finish",
        new JsonObject()
            .put("login", begun.getString("login"))
            .put("code", back.get("code"))
            .put("state", back.get("state")));
  }

  private ApiClient.Answer logIn() {
    JsonObject begun = begin();
    return finish(begun, visit(begun));
  }

  private JsonObject onlyPerson() {
    return control.admin().get("people?q=" + EMAIL).json().getJsonArray("items").getJsonObject(0);
  }

  private int people() {
    return control.query("select 1 from people").size();
  }

  @Test
  void whoIsNewBecomesAViewer() {
    ApiClient.Answer session = logIn();
    assertThat(session.status()).as(session.response().body()).isEqualTo(200);
    assertThat(anonymous.with(session.json().getString("accessToken")).get("titles").status())
        .isEqualTo(200);
    assertThat(onlyPerson().getString("role")).isEqualTo("viewer");
    assertThat(onlyPerson().getString("displayName")).isEqualTo("Ana");
    assertThat(onlyPerson().getBoolean("emailChecked")).isTrue();
    assertThat(
            anonymous
                .post(
                    "auth/refresh",
                    new JsonObject().put("refreshToken", session.json().getString("refreshToken")))
                .status())
        .isEqualTo(200);
  }

  @Test
  void whoComesAgainIsTheSameWhateverTheirAddress() {
    logIn();
    String id = onlyPerson().getString("id");
    control.admin().patch("people/" + id, new JsonObject().put("role", "operator"));
    provider.says(claims -> ana(claims).put("email", "elsewhere@example.org"));
    assertThat(logIn().status()).isEqualTo(200);
    assertThat(onlyPerson().getString("id")).isEqualTo(id);
    assertThat(onlyPerson().getString("role")).isEqualTo("operator");
    assertThat(people()).isEqualTo(2);
  }

  @Test
  void anAccountOfACheckedAddressIsTheirs() {
    JsonObject made =
        control
            .admin()
            .post(
                "people",
                new JsonObject()
                    .put("email", EMAIL)
                    .put("displayName", "A")
                    .put("role", "publisher")
                    .put("password", "long enough"))
            .json();
    assertThat(logIn().status()).isEqualTo(200);
    assertThat(onlyPerson().getString("id")).isEqualTo(made.getString("id"));
    assertThat(onlyPerson().getString("role")).isEqualTo("publisher");
    anonymous.logIn(EMAIL, "long enough");
  }

  /** Who registers with somebody else's address must not get to share their account. */
  @Test
  void whoeverHadTheAddressUncheckedIsThrownOut() {
    anonymous.post(
        "auth/register",
        new JsonObject()
            .put("email", EMAIL)
            .put("password", "long enough")
            .put("displayName", "S"));
    ApiClient squatter = anonymous.logIn(EMAIL, "long enough");
    assertThat(logIn().status()).isEqualTo(200);
    assertThat(squatter.get("titles").status()).isEqualTo(401);
    JsonObject password = new JsonObject().put("email", EMAIL).put("password", "long enough");
    assertThat(anonymous.post("auth/login", password).status()).isEqualTo(401);
    assertThat(people()).isEqualTo(2);
  }

  @Test
  void aDisabledPersonStaysOut() {
    logIn();
    control
        .admin()
        .patch("people/" + onlyPerson().getString("id"), new JsonObject().put("disabled", true));
    assertThat(logIn().status()).isEqualTo(403);
  }

  @Test
  void whatWasNotBegunHereIsRefused() {
    JsonObject begun = begin();
    Map<String, String> back = visit(begun);
    JsonObject another = begin();
    assertThat(finish(another, back).status()).as("the state of another one").isEqualTo(403);
    assertThat(finish(another, visit(another)).status()).as("it is spent").isEqualTo(403);
    assertThat(finish(begun, Map.of("code", "invented", "state", back.get("state"))).status())
        .isEqualTo(403);
    assertThat(finish(begun, back).status()).as("good once").isEqualTo(403);
    assertThat(people()).as("nothing changed").isEqualTo(1);
  }

  @Test
  void aLogInThatTookTooLongIsRefused() {
    JsonObject begun = begin();
    Map<String, String> back = visit(begun);
    control.query("update oidc_log_ins set expires_at = now() - interval '1 second'");
    assertThat(finish(begun, back).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"iss, https://x.example", "aud, other", "nonce, other", "email_verified, false"})
  void whatTheProviderDoesNotSayOfThisLogInIsRefused(String claim, String value) {
    provider.says(claims -> ana(claims).put(claim, value));
    assertThat(logIn().status()).isEqualTo(403);
    assertThat(people()).as("nothing changed").isEqualTo(1);
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() {
    provider.isImpersonated();
    assertThat(logIn().status()).isEqualTo(403);
    assertThat(people()).isEqualTo(1);
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    provider.stopsSigning();
    assertThat(logIn().status()).isEqualTo(403);
    assertThat(people()).isEqualTo(1);
  }

  @Test
  void aProviderThatIsAwayIsWaitedForByTheCallerAlone() {
    JsonObject begun = begin();
    Map<String, String> back = visit(begun);
    provider.close();
    ApiClient.Answer answer = finish(begun, back);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(control.admin().get("titles").status()).isEqualTo(200);
  }

  @Test
  void withoutAProviderThereIsNoSuchWay() {
    ApiClient other = TestControlPlane.shared().anonymous();
    assertThat(other.post("auth/oidc/begin", new JsonObject()).status()).isEqualTo(404);
  }
}
