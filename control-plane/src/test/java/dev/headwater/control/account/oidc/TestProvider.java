package dev.headwater.control.account.oidc;

import dev.headwater.control.account.signing.SigningKey;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider on loopback that knows one client and lets one person in without asking:
 * discovery, authorization with PKCE, token, keys. Thread-safe.
 */
public final class TestProvider implements AutoCloseable {
  public static final String CLIENT = "headwater";
  public static final String SECRET = "a secret of a client";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final SigningKey key = SigningKey.generate();
  private final Map<String, MultiMap> codes = new ConcurrentHashMap<>();
  private volatile UnaryOperator<JsonObject> person = claims -> claims;
  private volatile SigningKey signsWith = key;
  private volatile boolean signs = true;

  public TestProvider() {
    server = vertx.createHttpServer().requestHandler(this::answer);
    server.listen(0, "127.0.0.1").await();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** What it says of the person from now on. */
  public void says(UnaryOperator<JsonObject> claims) {
    person = claims;
  }

  /** Its tokens are signed by somebody else from now on. */
  public void isImpersonated() {
    signsWith = SigningKey.generate();
  }

  /** Its tokens are not signed from now on. */
  public void stopsSigning() {
    signs = false;
  }

  private void answer(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/.well-known/openid-configuration" -> send(request, 200, discovery());
      case "/jwks" ->
          send(request, 200, new JsonObject().put("keys", new JsonArray().add(key.toJwk())));
      case "/authorize" -> authorize(request);
      case "/token" -> request.setExpectMultipart(true).endHandler(_ -> token(request));
      default -> send(request, 404, new JsonObject());
    }
  }

  private JsonObject discovery() {
    return new JsonObject()
        .put("issuer", issuer())
        .put("authorization_endpoint", issuer() + "/authorize")
        .put("token_endpoint", issuer() + "/token")
        .put("jwks_uri", issuer() + "/jwks")
        .put("response_types_supported", new JsonArray().add("code"))
        .put("subject_types_supported", new JsonArray().add("public"))
        .put("code_challenge_methods_supported", new JsonArray().add("S256"))
        .put("id_token_signing_alg_values_supported", new JsonArray().add("ES256"));
  }

  private void authorize(HttpServerRequest request) {
    MultiMap asked = request.params();
    boolean good =
        CLIENT.equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.contains("redirect_uri");
    if (!good) {
      send(request, 400, new JsonObject().put("error", "invalid_request"));
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    String back = asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state");
    request.response().setStatusCode(302).putHeader("Location", back).end();
  }

  private void token(HttpServerRequest request) {
    MultiMap form = request.formAttributes();
    MultiMap asked = codes.remove(text(form, "code"));
    if (asked == null || !isClient(request, form) || !isOf(asked, form)) {
      send(request, 400, new JsonObject().put("error", "invalid_grant"));
      return;
    }
    send(
        request,
        200,
        new JsonObject()
            .put("access_token", UUID.randomUUID().toString())
            .put("token_type", "Bearer")
            .put("expires_in", 60)
            .put("id_token", idToken(text(asked, "nonce"))));
  }

  private static boolean isOf(MultiMap asked, MultiMap form) {
    return text(asked, "redirect_uri").equals(text(form, "redirect_uri"))
        && text(asked, "code_challenge").equals(digest(text(form, "code_verifier")));
  }

  private static String text(MultiMap map, String name) {
    return String.valueOf(map.get(name));
  }

  private static boolean isClient(HttpServerRequest request, MultiMap form) {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    return basic.equals(request.getHeader("Authorization"))
        || (CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret")));
  }

  private String idToken(String nonce) {
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer())
            .put("aud", CLIENT)
            .put("sub", "subject-1")
            .put("nonce", nonce)
            .put("iat", Instant.now().getEpochSecond())
            .put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    JsonObject header =
        signs
            ? new JsonObject().put("alg", "ES256").put("kid", key.kid())
            : new JsonObject().put("alg", "none");
    String input = encode(header) + "." + encode(person.apply(claims));
    return input
        + "."
        + (signs
            ? SigningKey.ENCODER.encodeToString(
                signsWith.sign(input.getBytes(StandardCharsets.US_ASCII)))
            : "");
  }

  private static String digest(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return SigningKey.ENCODER.encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(JsonObject json) {
    return SigningKey.ENCODER.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpServerRequest request, int status, JsonObject body) {
    Buffer bytes = body.toBuffer();
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(bytes);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
