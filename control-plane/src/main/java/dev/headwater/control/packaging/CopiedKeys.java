package dev.headwater.control.packaging;

import dev.headwater.control.job.Lease;
import dev.headwater.control.recording.RecordedWindow;
import dev.headwater.media.encryption.SegmentCipher;
import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.packaging.JoinedPresentation;
import dev.headwater.media.packaging.PackageLayout;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.sealing.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What copied segments are encrypted with, each run of a rendition with a key of its own, drawn at
 * random. Immutable.
 *
 * @param sealed none where nothing is encrypted
 */
record CopiedKeys(List<ContentKey> sealed, Map<String, Drawn> byFolder) {
  static final CopiedKeys NONE = new CopiedKeys(List.of(), Map.of());

  private static final SecureRandom RANDOM = new SecureRandom();

  private record Drawn(MediaKey named, SegmentCipher cipher) {}

  /** Of the publication that the lease is about. */
  static CopiedKeys draw(Lease lease, Envelope envelope, RecordedWindow window) {
    List<ContentKey> sealed = new ArrayList<>();
    Map<String, Drawn> drawn = new HashMap<>();
    for (int run = 0; run < window.runs().size(); run++) {
      for (RecordedWindow.Track track : window.runs().get(run).tracks()) {
        byte[] key = new byte[SegmentCipher.BLOCK_BYTES];
        RANDOM.nextBytes(key);
        ContentKey content =
            ContentKey.of(lease.titleId(), lease.epoch(), sealed.size(), key, envelope);
        sealed.add(content);
        drawn.put(
            JoinedPresentation.folder(track.rendition(), run),
            new Drawn(MediaKey.ofSegments(PackageLayout.key(content.id())), SegmentCipher.of(key)));
      }
    }
    return new CopiedKeys(List.copyOf(sealed), Map.copyOf(drawn));
  }

  boolean none() {
    return sealed.isEmpty();
  }

  /** As playlists name them, by the folders of runs. */
  Map<String, MediaKey> named(List<String> folders) {
    Map<String, MediaKey> named = new HashMap<>();
    folders.forEach(
        folder -> named.put(folder, Objects.requireNonNull(byFolder.get(folder)).named));
    return named;
  }

  /**
   * A segment as it is stored.
   *
   * @param number its media sequence number in the title
   */
  byte[] encrypted(String folder, byte[] segment, long number) throws IOException {
    Drawn drawn = byFolder.get(folder);
    if (drawn == null) {
      return segment;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length + 16);
    try (OutputStream out = drawn.cipher.encrypting(bytes, number)) {
      out.write(segment);
    }
    return bytes.toByteArray();
  }
}
