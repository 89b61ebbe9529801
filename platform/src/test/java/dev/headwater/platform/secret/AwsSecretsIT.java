package dev.headwater.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.headwater.platform.secret.SecretServer.Answer;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks GetSecretValue and checks signatures by itself. */
class AwsSecretsIT {
  private static final String KEY = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private final Map<String, String> kept = new ConcurrentHashMap<>();
  private final SecretServer server = SecretServer.start(this::secretsManager);

  private Answer secretsManager(HttpExchange request, String body) {
    if (!isSigned(request, body)) {
      return new Answer(400, "{\"__type\":\"InvalidSignatureException\",\"message\":\"\"}");
    }
    boolean known =
        "secretsmanager.GetSecretValue"
            .equals(request.getRequestHeaders().getFirst("X-Amz-Target"));
    String text = kept.get(new JsonObject(body).getString("SecretId"));
    return !known || text == null
        ? new Answer(400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"none\"}")
        : new Answer(200, new JsonObject().put("SecretString", text).encode());
  }

  /** AWS Signature Version 4, as its documentation says it step by step. */
  private static boolean isSigned(HttpExchange request, String body) {
    String given = request.getRequestHeaders().getFirst("Authorization");
    String time = request.getRequestHeaders().getFirst("X-Amz-Date");
    if (given == null || !given.contains("SignedHeaders=")) {
      return false;
    }
    String names = given.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
    String scope = time.substring(0, 8) + "/eu-central-1/secretsmanager/aws4_request";
    String headers =
        Arrays.stream(names.split(";", -1))
            .map(name -> name + ":" + request.getRequestHeaders().getFirst(name) + "\n")
            .collect(Collectors.joining());
    String canonical = "POST\n/\n\n" + headers + "\n" + names + "\n" + hex(sha256(body));
    String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hex(sha256(canonical));
    byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return given.equals(
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(KEY, scope, names, hex(hmac(key, toSign))));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSecretIsReadWhole() {
    kept.put("headwater/playback", "s3cret");
    assertThat(aws(Map.of()).read("headwater/playback")).isEqualTo("s3cret");
  }

  @Test
  void aMemberOfASecretIsReadByItsKey() {
    kept.put("headwater/database", "{\"username\":\"u\",\"password\":\"s3cret\"}");
    assertThat(aws(Map.of()).read("headwater/database#password")).isEqualTo("s3cret");
  }

  @Test
  void anArnNamesTheRegion() {
    String arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:headwater/db-a1b2c3";
    kept.put(arn, "s3cret");
    assertThat(aws(Map.of("AWS_REGION", "")).read(arn)).isEqualTo("s3cret");
  }

  @Test
  void whatIsWrongIsNamedAndWhatIsSecretIsNot() {
    kept.put("plain", "s3cret");
    kept.put("object", "{\"number\":1}");
    assertFails(aws(Map.of()), "absent", "no such secret in Secrets Manager");
    assertFails(aws(Map.of()), "plain#key", "the secret is no JSON object");
    assertFails(aws(Map.of()), "object#key", "no text under that key");
    assertFails(aws(Map.of("AWS_REGION", "")), "plain", "AWS_REGION: not set");
    assertFails(aws(Map.of("AWS_ACCESS_KEY_ID", "")), "plain", "AWS_ACCESS_KEY_ID: not set");
    assertFails(
        aws(Map.of("AWS_SECRET_ACCESS_KEY", "other")),
        "plain",
        "Secrets Manager answers 400 InvalidSignatureException");
  }

  private AwsSecrets aws(Map<String, String> others) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", server.url().toString());
    environment.putAll(others);
    return new AwsSecrets(environment, Duration.ofSeconds(1));
  }

  private static void assertFails(AwsSecrets aws, String name, String message) {
    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> aws.read(name))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain("s3cret"));
  }
}
