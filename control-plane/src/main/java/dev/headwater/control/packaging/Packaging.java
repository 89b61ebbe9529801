package dev.headwater.control.packaging;

import dev.headwater.control.job.Lease;
import dev.headwater.control.packaging.check.TextCheck;
import dev.headwater.control.packaging.check.TimelineCheck;
import dev.headwater.control.packaging.check.WrongPackageException;
import dev.headwater.platform.publication.Publication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The path of one job, from the uploaded file to a title that is ready: fetch, probe, plan, encode,
 * measure, check, poster, encrypt, publish, commit. Blocks the virtual thread that runs it.
 */
final class Packaging {
  /** What publishing leaves of the progress bar. */
  private static final double ENCODED_SHARE = 0.95;

  private final WorkerParts parts;
  private final Lease lease;
  private final String sourceKey;
  private final Path folder;
  private final Programs programs;
  private final JobPulse pulse;
  private final Publisher publisher;
  private final Release release;

  Packaging(WorkerParts parts, Lease lease, String sourceKey, JobTools tools) {
    this.parts = parts;
    this.lease = lease;
    this.sourceKey = sourceKey;
    this.folder = tools.folder();
    this.programs = tools.programs();
    this.pulse = tools.pulse();
    this.publisher = new Publisher(parts.vertx(), parts.store(), programs);
    this.release = new Release(parts, lease, publisher);
  }

  /** Fails with PackagingException where the job came to an end that isn't a ready title. */
  void run() throws IOException {
    release.clear();
    EncodedPackage encoded = encode();
    pulse.progress(ENCODED_SHARE);
    publish(encoded);
  }

  private EncodedPackage encode() throws IOException {
    Path source = new SourceFiles(parts.vertx(), parts.store(), programs).fetch(sourceKey, folder);
    SourceMedia media = new SourceProbe(parts.settings(), programs).probe(source);
    EncodePlan plan =
        new LoudnessProbe(parts.settings(), programs).measure(EncodePlan.of(media), source);
    long startNanos = System.nanoTime();
    new Encoder(parts.settings(), programs)
        .encode(plan, source, folder, seconds -> encoded(media, seconds));
    EncodedPackage encoded = withSubtitles(plan, source, EncodedPackage.measure(plan, folder));
    parts
        .metrics()
        .encoded(
            encoded.presentation().duration().seconds(),
            Duration.ofNanos(System.nanoTime() - startNanos));
    check(encoded);
    return encoded.withPoster(poster(plan, encoded));
  }

  private EncodedPackage withSubtitles(EncodePlan plan, Path source, EncodedPackage encoded)
      throws IOException {
    return encoded.withSubtitles(
        new SubtitleExtraction(parts.settings(), programs)
            .extract(plan, source, folder, encoded.presentation().renditions().getFirst()));
  }

  /** What is wrong with it is an encoder's fault, or ours, and not the publisher's. */
  private void check(EncodedPackage encoded) throws IOException {
    try {
      TimelineCheck.check(encoded.presentation());
      TextCheck.check(encoded.presentation(), encoded.presentation().files());
      new PackageProbe(parts.settings(), programs).check(encoded, folder);
    } catch (WrongPackageException e) {
      throw PackagingException.wrongPackage(e);
    }
  }

  private void encoded(SourceMedia media, double seconds) {
    if (media.durationSeconds() > 0) {
      pulse.progress(Math.min(1, seconds / media.durationSeconds()) * ENCODED_SHARE);
    }
  }

  private Optional<Path> poster(EncodePlan plan, EncodedPackage encoded) throws IOException {
    return plan.ladder().isPresent()
        ? new PosterImage(parts.settings(), programs).take(encoded.renditions().getFirst(), folder)
        : Optional.empty();
  }

  private void publish(EncodedPackage encoded) throws IOException {
    Publication plain = release.publication();
    EncodedPackage published =
        parts.settings().encrypts(plain.visibility())
            ? new PackageEncryption(lease, parts.envelope(), parts.vertx(), programs)
                .encrypt(encoded)
            : encoded;
    Publication publication = plain.with(published.keys());
    publisher.write(publication).await();
    publisher.write(release.path(), published);
    release.release(PackageSummary.of(lease.epoch(), published), publication);
  }
}
