package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.PlaylistException;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A viewer of METHOD=AES-128 who follows URIs as they are written.
 *
 * @param root what playlists of the rendition are below
 */
record ProtectedViewer(Node node, URI root) {

  /** With a token for the channel in its path. */
  static ProtectedViewer of(Node node, String channel, String rendition) {
    String token = node.token("/live/" + channel + "/", Duration.ofMinutes(5));
    return new ProtectedViewer(
        node, URI.create("/t/" + token + "/live/" + channel + "/" + rendition + "/"));
  }

  /** A segment as it was before it was encrypted. */
  record Opened(String name, String key, Buffer plain) {}

  Node.Answer get(String uri) {
    return node.get(root.resolve(uri).toString());
  }

  String playlist(String query) {
    return get("index.m3u8" + query).body().toString();
  }

  /** All segments of a playlist, each opened with the key that applies to it. */
  List<Opened> open(String playlist) {
    try {
      MediaPlaylist parsed = MediaPlaylist.parse(playlist);
      List<Opened> opened = new ArrayList<>();
      long number = parsed.mediaSequence();
      for (MediaSegment segment : parsed.segments()) {
        opened.add(open(segment, number++));
      }
      return opened;
    } catch (PlaylistException | GeneralSecurityException e) {
      throw new AssertionError(playlist, e);
    }
  }

  private Opened open(MediaSegment segment, long number) throws GeneralSecurityException {
    MediaKey key = segment.keys().getFirst();
    assertThat(key.method()).isEqualTo(MediaKey.Method.AES_128);
    assertThat(segment.map().orElseThrow().keys()).isEmpty();
    byte[] sent = got(segment.uri());
    assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain("moof");
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(got(key.uri()), "AES"),
        new IvParameterSpec(ByteBuffer.allocate(16).putLong(0).putLong(number).array()));
    return new Opened(segment.uri(), key.uri(), Buffer.buffer(cipher.doFinal(sent)));
  }

  private byte[] got(String uri) {
    Node.Answer answer = get(uri);
    assertThat(answer.status()).as(uri).isEqualTo(200);
    return answer.body().getBytes();
  }
}
