package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIT {
  private static final BodyPublisher NOTHING = BodyPublishers.noBody();

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient client = control.anonymous();

  private ApiClient.Answer get(String path, String... headers) {
    return client.send("GET", path, NOTHING, headers);
  }

  private ApiClient.Answer logIn(String body, String... headers) {
    return client.send("POST", "/api/v1/auth/login", BodyPublishers.ofString(body), headers);
  }

  private static void assertProblem(ApiClient.Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
    assertThat(answer.json().fieldNames()).contains("type", "title", "detail");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET, /metrics, 404",
    "GET, /health/ready, 404",
    "GET, /internal/feed, 404",
    "GET, /api/v1/nothing, 404",
    "POST, /api/v2/titles, 404",
    "GET, /api/nothing, 404",
    "GET, /.well-known/nothing, 404",
    "GET, /assets/nothing.js, 404",
    "POST, /, 405",
    "DELETE, /api/v1/titles, 405",
    "PUT, /api/v1/auth/login, 405",
    "POST, /api/docs, 405"
  })
  void whatIsNotThereIsAProblem(String method, String path, int status) {
    assertProblem(client.send(method, path, NOTHING), status);
  }

  /** RFC 9110, section 15.5.6. */
  @Test
  void aWrongMethodIsToldTheRightOnes() {
    assertThat(client.send("DELETE", "/api/v1/titles", NOTHING).header("Allow"))
        .isEqualTo("GET, HEAD, POST, OPTIONS");
    assertThat(client.send("OPTIONS", "/api/v1/titles/t1", NOTHING).header("Allow"))
        .isEqualTo("DELETE, GET, HEAD, PATCH, OPTIONS");
  }

  @Test
  void aBodyThatIsNotJsonIsUnsupported() {
    assertProblem(logIn("{}", "Content-Type", "text/plain"), 415);
    assertProblem(logIn("{}"), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{}", "{\"email\":1,\"password\":\"x\"}"})
  void aBodyThatIsNotAsTheDocumentSaysIsRefused(String body) {
    assertProblem(logIn(body, "Content-Type", "application/json"), 400);
  }

  @Test
  void whatIsWrongIsPointedAt() {
    ApiClient.Answer answer =
        logIn("{\"email\":1,\"password\":\"\"}", "Content-Type", "application/json; charset=utf-8");
    JsonArray errors = answer.json().getJsonArray("errors");
    assertThat(errors.stream().map(error -> ((JsonObject) error).getString("pointer")))
        .containsExactlyInAnyOrder("/email", "/password");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String large = "{\"email\":\"" + "x".repeat(70_000) + "\"}";
    assertProblem(logIn(large, "Content-Type", "application/json"), 413);
    BodyPublisher chunked =
        BodyPublishers.ofInputStream(
            () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)));
    assertProblem(
        client.send("POST", "/api/v1/auth/login", chunked, "Content-Type", "application/json"),
        413);
  }

  @Test
  void whoMayNotCallIsToldSoBeforeTheirBodyIsRead() {
    ApiClient.Answer answer =
        client.send(
            "POST",
            "/api/v1/titles",
            BodyPublishers.ofString("{"),
            "Content-Type",
            "application/json");
    assertProblem(answer, 401);
  }

  /** RFC 9110, section 9.3.2. */
  @Test
  void headIsGetWithoutABody() {
    ApiClient admin = control.admin();
    ApiClient.Answer head = admin.send("HEAD", "/api/v1/titles?limit=1", NOTHING);
    ApiClient.Answer get = admin.send("GET", "/api/v1/titles?limit=1", NOTHING);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.response().body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    assertThat(client.send("HEAD", "/api/docs", NOTHING).status()).isEqualTo(200);
    assertThat(client.send("HEAD", "/", NOTHING).header("Content-Type")).startsWith("text/html");
  }

  @Test
  void theDocumentIsServedAsYamlAndAsJson() {
    ApiClient.Answer yaml = get("/api/openapi.yaml");
    assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
    assertThat(yaml.response().body()).startsWith("openapi: 3.1.0");
    JsonObject json = get("/api/openapi.json").json();
    assertThat(json.getJsonObject("paths").fieldNames())
        .contains("/api/v1/auth/login", "/api/v1/titles/{id}/source", "/.well-known/jwks.json");
  }

  @Test
  void theDocumentationIsReadable() {
    ApiClient.Answer page = get("/api/docs");
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.response().body()).contains("/api/docs/docs.js");
    assertThat(get("/api/docs/docs.js").header("Content-Type")).contains("javascript");
    assertThat(get("/api/docs/docs.css").header("Content-Type")).startsWith("text/css");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/titles/t1", "/watch/t1", "/index.html"})
  void everyAddressOfTheConsoleBeginsWithItsPage(String path) {
    ApiClient.Answer page = get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(get(path, "If-None-Match", page.header("ETag")).status()).isEqualTo(304);
  }

  /** RFC 8246. */
  @Test
  void filesWithADigestInTheirNameAreKeptForEver() {
    ApiClient.Answer file = get("/assets/probe-0a1b2c3d.js");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(file.header("Content-Type")).contains("javascript");
    assertProblem(get("/assets/probe-99999999.js"), 404);
  }

  @Test
  void browsersAreToldWhatPagesMayDo() {
    ApiClient.Answer page = get("/");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("media-src 'self' blob: " + TestControlPlane.DATA_PLANE)
        .contains("frame-ancestors 'none'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(get("/api/v1/nothing").header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void otherSitesCallTheApiOnlyWhereTheSettingsNameThem() {
    assertThat(
            get("/api/openapi.json", "Origin", "https://a.example")
                .header("Access-Control-Allow-Origin"))
        .isEmpty();
    try (TestControlPlane open =
        TestControlPlane.start(Map.of("cors-origins", "https://a.example"))) {
      ApiClient.Answer answer =
          open.anonymous().send("GET", "/api/openapi.json", NOTHING, "Origin", "https://a.example");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://a.example");
    }
  }

  @Test
  void callsAreCountedByOperationAndStatus() {
    control.admin();
    ApiClient admin = new ApiClient(control.server().adminPort(), "");
    assertThat(admin.send("GET", "/metrics", NOTHING).response().body())
        .contains("headwater_api_requests_seconds_count{operation=\"logIn\"")
        .contains("headwater_logins_total{outcome=\"done\"")
        .contains("headwater_password_hashes_waiting");
    assertThat(admin.send("GET", "/health/ready", NOTHING).json().getString("status"))
        .isEqualTo("up");
  }
}
