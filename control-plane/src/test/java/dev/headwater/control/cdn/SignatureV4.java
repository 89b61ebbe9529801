package dev.headwater.control.cdn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks AWS Signature Version 4 step by step as its documentation has them ("Create a signed AWS
 * API request"), of requests without a query; nothing here is the signer's own.
 */
final class SignatureV4 {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/((\\d{8})/([^/]+)/([^/]+)/aws4_request), ?"
              + "SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

  private SignatureV4() {}

  static boolean isSigned(HttpExchange exchange, byte[] body, String accessKey, String secretKey) {
    Headers headers = exchange.getRequestHeaders();
    Matcher signed = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
    if (!signed.matches() || !signed.group(1).equals(accessKey)) {
      return false;
    }
    List<String> names = Arrays.asList(signed.group(6).split(";"));
    String digest = headers.getFirst("X-Amz-Content-Sha256");
    boolean isOfBody = digest == null || digest.equals(hex(sha256(body)));
    if (!names.contains("host") || !names.contains("x-amz-date") || !isOfBody) {
      return false;
    }
    String canonical =
        String.join(
            "\n",
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            "",
            canonical(headers, names),
            signed.group(6),
            hex(sha256(body)));
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            headers.getFirst("X-Amz-Date"),
            signed.group(2),
            hex(sha256(canonical.getBytes(UTF_8))));
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (int group = 3; group <= 5; group++) {
      key = hmac(key, signed.group(group));
    }
    return hex(hmac(hmac(key, "aws4_request"), toSign)).equals(signed.group(7));
  }

  private static String canonical(Headers headers, List<String> names) {
    return names.stream()
        .map(name -> name + ":" + String.valueOf(headers.getFirst(name)).strip() + "\n")
        .collect(Collectors.joining());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
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
}
