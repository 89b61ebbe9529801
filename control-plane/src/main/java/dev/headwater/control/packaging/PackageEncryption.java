package dev.headwater.control.packaging;

import dev.headwater.control.job.Lease;
import dev.headwater.media.encryption.SegmentCipher;
import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.packaging.PackageLayout;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.sealing.Envelope;
import io.vertx.core.Vertx;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encrypts the segments of a package where they lie, each rendition with a key of its own, drawn at
 * random; subtitles stay as they are. Blocks the virtual thread that asks. Confined to one job.
 */
final class PackageEncryption {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Lease lease;
  private final Envelope envelope;
  private final Vertx vertx;
  private final Programs programs;
  private final List<ContentKey> sealed = new ArrayList<>();
  private final Map<String, MediaKey> named = new HashMap<>();

  /**
   * Of the publication that the lease is about.
   *
   * @param envelope what the keys are sealed in
   * @param programs no more is encrypted once they are stopped
   */
  PackageEncryption(Lease lease, Envelope envelope, Vertx vertx, Programs programs) {
    this.lease = lease;
    this.envelope = envelope;
    this.vertx = vertx;
    this.programs = programs;
  }

  /** Fails with IOException where the disk does. */
  EncodedPackage encrypt(EncodedPackage plain) throws IOException {
    for (EncodedRendition rendition : plain.renditions()) {
      encrypt(rendition);
    }
    return new EncodedPackage(
        plain.renditions(),
        plain.subtitles(),
        plain.presentation().encrypted(named),
        plain.poster(),
        sealed);
  }

  private void encrypt(EncodedRendition rendition) throws IOException {
    byte[] key = new byte[SegmentCipher.BLOCK_BYTES];
    RANDOM.nextBytes(key);
    ContentKey content =
        ContentKey.of(lease.titleId(), lease.epoch(), sealed.size(), key, envelope);
    sealed.add(content);
    named.put(rendition.id(), MediaKey.ofSegments(PackageLayout.key(content.id())));
    SegmentCipher cipher = SegmentCipher.of(key);
    List<Path> segments = rendition.segments();
    for (int n = 0; n < segments.size(); n++) {
      programs.check();
      int number = n;
      WorkerThreads.run(vertx, () -> encrypt(segments.get(number), cipher, number)).await();
    }
  }

  private static void encrypt(Path segment, SegmentCipher cipher, int number) throws IOException {
    Path encrypted = segment.resolveSibling("encrypted");
    try (OutputStream out =
        cipher.encrypting(new BufferedOutputStream(Files.newOutputStream(encrypted)), number)) {
      Files.copy(segment, out);
    }
    Files.move(encrypted, segment, StandardCopyOption.REPLACE_EXISTING);
  }
}
