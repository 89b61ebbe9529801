package dev.headwater.control.packaging;

import dev.headwater.control.recording.RecordedChannel;
import dev.headwater.control.recording.RecordedWindow;
import dev.headwater.control.recording.RecordedWindow.Track;
import dev.headwater.control.recording.RecordingException;
import dev.headwater.media.FrameRate;
import dev.headwater.media.isobmff.ByteSource;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.MediaSegmentInfo;
import dev.headwater.media.packaging.JoinedPresentation;
import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.MeasuredSegment;
import dev.headwater.media.packaging.PackageLayout;
import dev.headwater.media.packaging.VodPresentation;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies what a window names into the store, and measures it on the way; nothing lies on disk but
 * what a poster is taken of. Blocks the virtual thread that asks. Confined to one job.
 */
final class WindowCopy {
  /** Segments in memory at once: enough to hide the way to the data plane and to the store. */
  private static final int AT_ONCE = 4;

  /** Shares of the first run where posters are looked for. */
  private static final double[] PLACES = {0.1, 0.3, 0.5, 0.8};

  private final RecordedChannel channel;
  private final ObjectStore store;
  private final String path;
  private final CopiedKeys keys;
  private final JobTools tools;
  private final Map<String, Integer> numbered = new HashMap<>(); // segments of earlier runs
  private Optional<EncodedRendition> pictures = Optional.empty();
  private int copied;
  private int all;

  /**
   * @param path of the publication in the store
   */
  WindowCopy(
      RecordedChannel channel, ObjectStore store, String path, CopiedKeys keys, JobTools tools) {
    this.channel = channel;
    this.store = store;
    this.path = path;
    this.keys = keys;
    this.tools = tools;
  }

  /** Fails with PackagingException where something has left meanwhile. */
  JoinedPresentation copy(RecordedWindow window) throws IOException {
    all = window.segments();
    List<JoinedPresentation.Run> runs = new ArrayList<>();
    for (RecordedWindow.Run run : window.runs()) {
      runs.add(new JoinedPresentation.Run(copy(runs.size(), run), run.at()));
    }
    return new JoinedPresentation(runs);
  }

  /** Some pictures that a poster can be taken of, once they are copied. */
  Optional<EncodedRendition> pictures() {
    return pictures;
  }

  private VodPresentation copy(int run, RecordedWindow.Run recorded) throws IOException {
    List<MeasuredRendition> renditions = new ArrayList<>();
    for (Track track : recorded.tracks()) {
      String folder = JoinedPresentation.folder(track.rendition(), run);
      byte[] header = bytes(track.map());
      store.write(path + "/" + PackageLayout.initialization(folder), Buffer.buffer(header)).await();
      InitializationSection section = InitializationSection.read(ByteSource.of(header));
      boolean shown = section.video().isPresent() && pictures.isEmpty();
      Optional<Path> shots = shown ? Optional.of(shots(header)) : Optional.empty();
      renditions.add(rendition(folder, section, segments(folder, track, section, shots)));
    }
    VodPresentation plain = new VodPresentation(named(renditions));
    return keys.none()
        ? plain
        : plain.encrypted(keys.named(renditions.stream().map(MeasuredRendition::id).toList()));
  }

  private Path shots(byte[] header) throws IOException {
    EncodedRendition rendition = EncodedRendition.in(tools.folder(), "pictures");
    Files.createDirectories(rendition.folder());
    Files.write(rendition.initialization(), header);
    pictures = Optional.of(rendition);
    return rendition.folder();
  }

  /** What was measured of a segment, and of its frames. */
  private record Copied(MeasuredSegment segment, long samples) {}

  private List<Copied> segments(
      String folder, Track track, InitializationSection section, Optional<Path> shots)
      throws IOException {
    List<Copied> measured = new ArrayList<>();
    int before = numbered.getOrDefault(track.rendition(), 0);
    List<String> names = track.segments();
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      tools.programs().check();
      List<Future<Buffer>> some =
          names.subList(from, Math.min(names.size(), from + AT_ONCE)).stream()
              .map(channel::read)
              .toList();
      List<Future<?>> writes = new ArrayList<>();
      try {
        for (Future<Buffer> one : some) {
          byte[] segment = read(one);
          int n = measured.size();
          measured.add(measured(segment, section));
          shoot(shots, segment, n, names.size());
          byte[] stored = keys.encrypted(folder, segment, before + (long) n);
          writes.add(
              store.write(path + "/" + PackageLayout.segment(folder, n), Buffer.buffer(stored)));
        }
      } finally {
        Future.join(writes).otherwiseEmpty().await(); // or they would come after what clears up
      }
      Future.all(writes).await();
      copied += some.size();
      tools.pulse().progress((double) copied / all);
    }
    numbered.put(track.rendition(), before + measured.size());
    return measured;
  }

  private static Copied measured(byte[] segment, InitializationSection section) throws IOException {
    MediaSegmentInfo info = MediaSegmentInfo.read(ByteSource.of(segment), section);
    return new Copied(MeasuredSegment.of(info), info.fragments().getFirst().sampleCount());
  }

  private static void shoot(Optional<Path> shots, byte[] segment, int number, int count)
      throws IOException {
    for (int place = 0; shots.isPresent() && place < PLACES.length; place++) {
      if (number == (int) (PLACES[place] * count)) {
        Files.write(shots.get().resolve(place + EncodedRendition.SEGMENT_SUFFIX), segment);
      }
    }
  }

  private byte[] bytes(String name) {
    return read(channel.read(name));
  }

  /** What playlists have just named may come from a store that is late. */
  private static byte[] read(Future<Buffer> segment) {
    try {
      return segment.await().getBytes();
    } catch (RecordingException e) {
      throw e.kind() == RecordingException.Kind.NOTHING
          ? PackagingException.tryAgain("a segment of that time is not there any more")
          : e;
    }
  }

  private static MeasuredRendition rendition(
      String folder, InitializationSection section, List<Copied> copied) {
    List<MeasuredSegment> segments = copied.stream().map(Copied::segment).toList();
    if (section.video().isPresent()) {
      long frames = copied.stream().mapToLong(Copied::samples).sum();
      return new MeasuredRendition.Video(
          folder, section.video().get(), segments, frameRate(frames, segments));
    }
    return new MeasuredRendition.Audio(
        folder, section.audio().orElseThrow(), segments, folder, Optional.empty());
  }

  private static FrameRate frameRate(long frames, List<MeasuredSegment> segments) {
    long ticks = segments.stream().mapToLong(one -> one.duration().count()).sum();
    return new FrameRate(frames * segments.getFirst().duration().timescale(), Math.max(1, ticks));
  }

  /** Sound is called what it is in other titles; several have numbers. */
  private static List<MeasuredRendition> named(List<MeasuredRendition> renditions) {
    List<MeasuredRendition> named = new ArrayList<>();
    int sounds = 0;
    for (MeasuredRendition rendition : renditions) {
      named.add(
          switch (rendition) {
            case MeasuredRendition.Video _, MeasuredRendition.Text _ -> rendition;
            case MeasuredRendition.Audio audio ->
                new MeasuredRendition.Audio(
                    audio.id(),
                    audio.track(),
                    audio.segments(),
                    ++sounds == 1 ? "Audio" : "Audio " + sounds,
                    audio.language());
          });
    }
    return named;
  }
}
