package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Access tokens that aren't good: each is a clear problem, and nothing changes. */
class BadTokenIT {
  private static final TestControlPlane CONTROL = TestControlPlane.shared();
  private static final String GOOD = CONTROL.person(Role.PUBLISHER).token();
  private static final JsonObject HEADER = part(0);
  private static final JsonObject CLAIMS = part(1);
  private static final Row KEY =
      CONTROL
          .query("select * from signing_keys where kid = $1", HEADER.getString("kid"))
          .iterator()
          .next();

  private static JsonObject part(int index) {
    return new JsonObject(
        Buffer.buffer(Base64.getUrlDecoder().decode(GOOD.split("\\.", -1)[index])));
  }

  private static String input(JsonObject header, JsonObject claims) {
    return encode(header.toBuffer().getBytes()) + "." + encode(claims.toBuffer().getBytes());
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String signed(JsonObject header, JsonObject claims, PrivateKey key)
      throws GeneralSecurityException {
    String input = input(header, claims);
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key);
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + encode(signature.sign());
  }

  private static PrivateKey ours() throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(KEY.getBuffer("private_key").getBytes()));
  }

  private static PrivateKey another() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair().getPrivate();
  }

  /** The public key is no secret: as one it must not open anything (RFC 8725, section 2.1). */
  private static String withMac() throws GeneralSecurityException {
    String input = input(HEADER.copy().put("alg", "HS256"), CLAIMS);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBuffer("public_key").getBytes(), "HmacSHA256"));
    return input + "." + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String without(String claim) throws GeneralSecurityException {
    JsonObject claims = CLAIMS.copy();
    claims.remove(claim);
    return signed(HEADER, claims, ours());
  }

  static Stream<Arguments> bad() throws GeneralSecurityException {
    long past = Instant.now().getEpochSecond() - 1;
    JsonObject admin = CLAIMS.copy().put("role", "admin");
    String signature = GOOD.split("\\.", -1)[2];
    return Stream.of(
        Arguments.of("forged by another key", signed(HEADER, CLAIMS, another()), "signature"),
        Arguments.of("with other claims", input(HEADER, admin) + "." + signature, "signature"),
        Arguments.of("expired", signed(HEADER, CLAIMS.copy().put("exp", past), ours()), "expired"),
        Arguments.of(
            "of another issuer", signed(HEADER, CLAIMS.copy().put("iss", "x"), ours()), "issuer"),
        Arguments.of("truncated", GOOD.substring(0, GOOD.length() - 20), "signature"),
        Arguments.of("of two parts", GOOD.substring(0, GOOD.lastIndexOf('.')), "malformed"),
        Arguments.of("oversized", GOOD + "A".repeat(4000), "malformed"),
        Arguments.of(
            "of alg none", input(HEADER.copy().put("alg", "none"), CLAIMS) + ".", "signature"),
        Arguments.of("of alg HS256", withMac(), "signature"),
        Arguments.of(
            "of an unknown kid",
            signed(HEADER.copy().put("kid", "unknown"), CLAIMS, ours()),
            "signature"),
        Arguments.of(
            "of a kid that is no text",
            signed(HEADER.copy().put("kid", 7), CLAIMS, ours()),
            "signature"),
        Arguments.of("without a session", without("sid"), "malformed"),
        Arguments.of("without an end", without("exp"), "malformed"),
        Arguments.of(
            "of a session that never was",
            signed(HEADER, CLAIMS.copy().put("sid", "s0"), ours()),
            "session"),
        Arguments.of(
            "of a role that there isn't",
            signed(HEADER, CLAIMS.copy().put("role", "emperor"), ours()),
            "malformed"),
        Arguments.of("of nothing", "..", "malformed"));
  }

  private static ApiClient.Answer makeTitle(String token) {
    return CONTROL
        .anonymous()
        .with(token)
        .post("titles", new JsonObject().put("name", "Bad token").put("visibility", "public"));
  }

  private static int titles() {
    return CONTROL.query("select 1 from titles where name = 'Bad token'").size();
  }

  @Test
  void whatIsSignedByOurKeyWouldBeGood() throws GeneralSecurityException {
    ApiClient client = CONTROL.anonymous().with(signed(HEADER, CLAIMS, ours()));
    assertThat(client.get("titles").status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aTokenIsRefused(String name, String token, String why) {
    int before = titles();
    ApiClient.Answer answer = makeTitle(token);
    assertThat(answer.status()).as(name).isEqualTo(401);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.detail()).contains(why);
    assertThat(titles()).as("nothing changed").isEqualTo(before);
  }
}
