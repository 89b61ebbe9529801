package dev.headwater.control.account.signing;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair that signs access tokens with ES256 (RFC 7518, section 3.4). Immutable.
 *
 * @param kid names the key in a token's header: the start of a digest of the public key
 */
public record SigningKey(String kid, PrivateKey privateKey, ECPublicKey publicKey) {
  /** JWS wants the two numbers of a signature side by side, not in DER. */
  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

  private static final int COORDINATE_BYTES = 32;
  private static final int KID_BYTES = 12;
  public static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  public static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
      String kid = ENCODER.encodeToString(Arrays.copyOf(digest, KID_BYTES));
      return new SigningKey(kid, pair.getPrivate(), (ECPublicKey) pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Reads what {@code getEncoded} of the two keys gave. */
  public static SigningKey decode(String kid, byte[] privateKey, byte[] publicKey) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new SigningKey(
          kid,
          factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
          (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + kid + " can't be read", e);
    }
  }

  public byte[] sign(byte[] input) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  public boolean verifies(byte[] input, byte[] claimed) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(publicKey);
      signature.update(input);
      return signature.verify(claimed);
    } catch (SignatureException e) {
      return false; // not of the length of a signature
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** The public half as a JSON Web Key (RFC 7517, section 4; RFC 7518, section 6.2). */
  public JsonObject toJwk() {
    return new JsonObject()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", coordinate(publicKey.getW().getAffineX()))
        .put("y", coordinate(publicKey.getW().getAffineY()))
        .put("alg", "ES256")
        .put("use", "sig")
        .put("kid", kid);
  }

  /** Unsigned, big-endian, of full length. */
  private static String coordinate(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] unsigned = new byte[COORDINATE_BYTES];
    int length = Math.min(signed.length, COORDINATE_BYTES);
    System.arraycopy(signed, signed.length - length, unsigned, COORDINATE_BYTES - length, length);
    return ENCODER.encodeToString(unsigned);
  }

  private static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("ES256 is missing from this JDK", cause);
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
