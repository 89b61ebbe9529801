package dev.headwater.control.upload.resumable;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says of an upload, in the field Upload-Metadata: keys with values in Base64 (tus
 * 1.0.0, Creation). Immutable.
 *
 * @param text as it was sent
 */
public record UploadMetadata(String text, String titleId, Optional<String> filename) {
  private static final int MAX_LENGTH = 4096;

  /** What file systems allow, and more. */
  private static final int MAX_FILENAME = 255;

  /** Refused with 400 where it is malformed, too long, or has no {@code titleId}. */
  public static UploadMetadata parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw refusal("is longer than " + MAX_LENGTH + " characters");
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      String[] parts = pair.strip().split(" +", 2);
      if (parts[0].isEmpty()) {
        throw refusal("has an empty key");
      }
      if (values.put(parts[0], parts.length == 1 ? "" : decode(parts[1])) != null) {
        throw refusal("has '" + parts[0] + "' twice");
      }
    }
    String titleId = values.getOrDefault("titleId", "");
    if (titleId.isEmpty()) {
      throw refusal("has no titleId (expected: 'titleId BASE64', the title that the file is for)");
    }
    Optional<String> filename = Optional.ofNullable(values.get("filename"));
    if (filename.orElse("").length() > MAX_FILENAME) {
      throw refusal("has a filename of more than " + MAX_FILENAME + " characters");
    }
    return new UploadMetadata(text, titleId, filename);
  }

  private static String decode(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.strip());
      String value = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (value.indexOf('\0') >= 0) {
        throw refusal("has a character U+0000");
      }
      return value;
    } catch (IllegalArgumentException | CharacterCodingException _) {
      throw refusal("has a value that isn't UTF-8 in Base64");
    }
  }

  private static RefusedException refusal(String detail) {
    return new RefusedException(Reason.INVALID_REQUEST, "Upload-Metadata " + detail);
  }
}
