package dev.headwater.control.packaging;

import dev.headwater.control.job.Lease;
import dev.headwater.control.job.Task;
import dev.headwater.control.packaging.check.TextCheck;
import dev.headwater.control.packaging.check.WrongPackageException;
import dev.headwater.control.recording.RecordedChannel;
import dev.headwater.control.recording.RecordedWindow;
import dev.headwater.control.recording.RecordingException;
import dev.headwater.control.recording.WindowReader;
import dev.headwater.control.title.PackagedTitle;
import dev.headwater.media.packaging.JoinedPresentation;
import dev.headwater.platform.publication.Publication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The path of one job, from a window of a channel to a title that is ready: read its playlists,
 * copy what they name, describe it, publish, commit. Nothing is encoded. Blocks the virtual thread
 * that runs it.
 */
final class Recording {
  /** Longer than any encoder, or a channel without one, takes to come to the end of a window. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final WorkerParts parts;
  private final Lease lease;
  private final Task.Recording task;
  private final JobTools tools;
  private final Publisher publisher;

  Recording(WorkerParts parts, Lease lease, Task.Recording task, JobTools tools) {
    this.parts = parts;
    this.lease = lease;
    this.task = task;
    this.tools = tools;
    this.publisher = new Publisher(parts.vertx(), parts.store(), tools.programs());
  }

  /** Fails with PackagingException where the job came to an end that isn't a ready title. */
  void run() throws IOException {
    Release release = new Release(parts, lease, publisher);
    release.clear();
    try {
      RecordedChannel channel =
          RecordedChannel.of(parts.nodes(), parts.access(), lease.titleId(), task);
      RecordedWindow window = new WindowReader(channel).read();
      copy(channel, window, release);
    } catch (RecordingException e) {
      throw exception(e, Instant.now());
    }
  }

  private void copy(RecordedChannel channel, RecordedWindow window, Release release)
      throws IOException {
    Publication plain = release.publication();
    CopiedKeys keys =
        parts.settings().encrypts(plain.visibility())
            ? CopiedKeys.draw(lease, parts.envelope(), window)
            : CopiedKeys.NONE;
    Publication publication = plain.with(keys.sealed());
    publisher.write(publication).await();
    WindowCopy copy = new WindowCopy(channel, parts.store(), release.path(), keys, tools);
    JoinedPresentation presentation = copy.copy(window);
    Optional<Path> poster =
        copy.pictures().isPresent()
            ? new PosterImage(parts.settings(), tools.programs())
                .take(copy.pictures().get(), tools.folder())
            : Optional.empty();
    SequencedMap<String, String> texts = presentation.files();
    check(presentation, texts);
    publisher.write(release.path(), poster, texts);
    PackagedTitle packaged =
        PackageSummary.of(lease.epoch(), presentation.whole(), poster.isPresent(), keys.sealed());
    release.release(packaged, publication);
  }

  private static void check(JoinedPresentation presentation, Map<String, String> texts) {
    try {
      TextCheck.check(presentation.whole(), texts);
    } catch (WrongPackageException e) {
      throw PackagingException.wrongPackage(e);
    }
  }

  private PackagingException exception(RecordingException failure, Instant now) {
    String message = String.valueOf(failure.getMessage());
    boolean early = now.isBefore(task.to().plus(PATIENCE));
    return switch (failure.kind()) {
      case UNREACHABLE -> PackagingException.outage(message);
      case UNUSABLE -> PackagingException.tryAgain(message);
      case NOTHING, UNFINISHED ->
          early ? PackagingException.tooEarly(message) : PackagingException.badSource(message);
      case LOST -> PackagingException.badSource(message);
    };
  }
}
