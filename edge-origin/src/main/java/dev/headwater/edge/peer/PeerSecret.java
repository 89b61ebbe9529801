package dev.headwater.edge.peer;

import dev.headwater.platform.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What nodes know each other by. It is never sent: who asks proves that it knows it, and so does
 * who answers, each by a code over what it says (HMAC, RFC 2104). Immutable.
 */
public final class PeerSecret {
  /** How far the clocks of nodes may be apart, and how long who listens may repeat a question. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";

  /** No two questions have the same. */
  private static final int NONCE_BYTES = 16;

  /** Milliseconds since the epoch, the nonce, and the code over both and the question. */
  private static final Pattern PROOF =
      Pattern.compile("(([0-9]{1,15})\\.[A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

  private final SecretKeySpec key;
  private final LongSupplier clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param clock milliseconds since the epoch
   */
  public PeerSecret(Secret secret, LongSupplier clock) {
    this.key = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
    ask(new PeerQuestion("", "", "")); // loads what the first question would be late for
  }

  /** A proof that stands beside the question; each is another. */
  public String ask(PeerQuestion question) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String once = clock.getAsLong() + "." + text(nonce);
    return once + "." + code(once, question);
  }

  /** Whether this question was put lately, and by a node. */
  public boolean isAsked(@Nullable String proof, PeerQuestion question) {
    Matcher parts = PROOF.matcher(proof == null ? "" : proof);
    return parts.matches()
        && isEqual(parts.group(3), code(parts.group(1), question))
        && Math.abs(clock.getAsLong() - Long.parseLong(parts.group(2))) <= WINDOW.toMillis();
  }

  /**
   * A proof that stands beside an answer.
   *
   * @param proof that stood beside the question
   * @param sequence that the answer bears
   */
  public String answer(String proof, int status, @Nullable String word, @Nullable String sequence) {
    return code(
        "answer", proof, Integer.toString(status), String.valueOf(word), String.valueOf(sequence));
  }

  /** Whether this answer to the question with that proof is a node's. */
  boolean isAnswered(
      @Nullable String given,
      String proof,
      int status,
      @Nullable String word,
      @Nullable String sequence) {
    return given != null && isEqual(given, answer(proof, status, word, sequence));
  }

  private String code(String once, PeerQuestion question) {
    return code("ask", once, question.address(), question.method(), question.target());
  }

  /** No part has a line end. */
  private String code(String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return text(mac.doFinal(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is not there (expected: everywhere)", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Takes as long for one wrong code as for another. */
  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
