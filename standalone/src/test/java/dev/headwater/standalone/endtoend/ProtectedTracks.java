package dev.headwater.standalone.endtoend;

import dev.headwater.media.encryption.CbcsKey;
import dev.headwater.media.encryption.ProtectedTrack;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.CmafReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Tracks that an encoder sent, protected as they come. */
final class ProtectedTracks {
  /**
   * A key as a player is told of it.
   *
   * @param id 32 hexadecimal digits
   * @param key the same
   */
  record ClearKey(String id, String key) {
    /** The vector is another one for each key. */
    private CbcsKey cbcs() {
      byte[] bytes = HexFormat.of().parseHex(key);
      return CbcsKey.of(
          new UUID(
              HexFormat.fromHexDigitsToLong(id, 0, 16), HexFormat.fromHexDigitsToLong(id, 16, 32)),
          bytes,
          HexFormat.of().parseHex(id));
    }
  }

  static final ClearKey FIRST =
      new ClearKey("0123456789abcdef0123456789abcdef", "2b7e151628aed2a6abf7158809cf4f3c");
  static final ClearKey SECOND =
      new ClearKey("fedcba9876543210fedcba9876543210", "603deb1015ca71be2b73aef0857d7781");

  private ProtectedTracks() {}

  /** What ffmpeg made for the tests of {@code media}. */
  static Path clear(String name) {
    return HeadwaterProgram.root().resolve("media/src/test/resources/fixtures").resolve(name);
  }

  /** Header and fragments, under keys that take turns; the header names the first. */
  static byte[] of(Path clear, List<ClearKey> keys) {
    try {
      List<CmafPiece> pieces = new CmafReader().read(ByteBuffer.wrap(Files.readAllBytes(clear)));
      ProtectedTrack track = ProtectedTrack.of(pieces.getFirst().bytes(), keys.getFirst().cbcs());
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      append(all, track.header());
      for (int i = 1; i < pieces.size(); i++) {
        ClearKey key = keys.get((i - 1) % keys.size());
        ProtectedTrack.Fragment fragment = track.protect(pieces.get(i).bytes(), key.cbcs());
        append(all, fragment.bytes());
        track = fragment.next();
      }
      return all.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(ByteArrayOutputStream all, ByteBuffer bytes) {
    byte[] more = new byte[bytes.remaining()];
    bytes.get(more);
    all.writeBytes(more);
  }
}
