package dev.headwater.media.isobmff;

import dev.headwater.media.Ticks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what the {@code moof} boxes of one segment say of each track. Confined to one thread. */
final class MovieFragments {
  private static final FourCc TRAF = FourCc.of("traf");
  private static final FourCc TFHD = FourCc.of("tfhd");
  private static final FourCc TFDT = FourCc.of("tfdt");
  private static final FourCc TRUN = FourCc.of("trun");

  /** Bounds a segment's samples, so that no sum of durations overflows. */
  private static final long MAX_SAMPLES = 1L << 24;

  private final InitializationSection initialization;
  private final Map<Long, TrackFragment> byTrack = new LinkedHashMap<>();

  MovieFragments(InitializationSection initialization) {
    this.initialization = initialization;
  }

  List<TrackFragment> byTrack() {
    return List.copyOf(byTrack.values());
  }

  void add(Box moof) throws MalformedBoxException {
    for (Box traf : moof.children(TRAF)) {
      Fields tfhd = traf.descend(TFHD).content();
      int flags = tfhd.s32();
      long trackId = tfhd.u32();
      Track track =
          initialization
              .track(trackId)
              .orElseThrow(
                  () -> MalformedBoxException.of("tfhd track_ID", trackId, "a declared track"));
      SampleDefaults defaults = FragmentHeader.defaults(tfhd, flags, track.defaults());
      long decodeTime = decodeTime(traf.descend(TFDT).content());
      for (Box trun : traf.children(TRUN)) {
        append(track, decodeTime, TrackRun.read(trun.content(), defaults));
      }
    }
  }

  private static long decodeTime(Fields tfdt) throws MalformedBoxException {
    int version = tfdt.u8();
    tfdt.skip(3);
    return version == 1 ? tfdt.u62() : tfdt.u32();
  }

  private void append(Track track, long decodeTime, TrackRun run) throws MalformedBoxException {
    if (run.sampleCount() == 0) {
      return;
    }
    TrackFragment known = byTrack.get(track.id());
    TrackFragment next =
        known == null
            ? new TrackFragment(
                track.id(),
                new Ticks(decodeTime, track.timescale()),
                new Ticks(run.durationTicks(), track.timescale()),
                new Ticks(run.longestTicks(), track.timescale()),
                run.sampleCount(),
                run.startsWithSync())
            : longer(known, run);
    if (next.sampleCount() > MAX_SAMPLES) {
      throw MalformedBoxException.of("samples", next.sampleCount(), "<= " + MAX_SAMPLES);
    }
    byTrack.put(track.id(), next);
  }

  private static TrackFragment longer(TrackFragment fragment, TrackRun run) {
    Ticks duration = fragment.duration();
    return new TrackFragment(
        fragment.trackId(),
        fragment.firstDecodeTime(),
        new Ticks(duration.count() + run.durationTicks(), duration.timescale()),
        new Ticks(
            Math.max(fragment.longestSample().count(), run.longestTicks()), duration.timescale()),
        fragment.sampleCount() + run.sampleCount(),
        fragment.startsWithSync());
  }
}
