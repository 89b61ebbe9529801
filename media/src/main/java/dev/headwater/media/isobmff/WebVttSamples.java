package dev.headwater.media.isobmff;

import dev.headwater.media.Ticks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the cues of a movie fragment of a WebVTT track (ISO/IEC 14496-30, section 7.4): each sample
 * has the cues that are shown as long as it lasts. Confined to one thread.
 */
public final class WebVttSamples {
  private static final FourCc FRAGMENT = FourCc.of("frag");
  private static final FourCc MOOF = FourCc.of("moof");
  private static final FourCc MDAT = FourCc.of("mdat");
  private static final FourCc TRAF = FourCc.of("traf");
  private static final FourCc TFHD = FourCc.of("tfhd");
  private static final FourCc TRUN = FourCc.of("trun");

  /** A cue; other boxes are empty stretches of time, and notes. */
  private static final FourCc VTTC = FourCc.of("vttc");

  private static final FourCc IDEN = FourCc.of("iden");
  private static final FourCc STTG = FourCc.of("sttg");
  private static final FourCc PAYL = FourCc.of("payl");

  private final List<BoxedCue> cues = new ArrayList<>();
  private final Track.Text track;
  private long ticks; // of the sample that comes next

  private WebVttSamples(Track.Text track, Ticks start) {
    this.track = track;
    this.ticks = start.count();
  }

  /** With times of the track's clock, those of one sample after the other. */
  public static List<BoxedCue> read(CmafPiece.Fragment fragment, Track.Text track)
      throws MalformedBoxException {
    WebVttSamples samples = new WebVttSamples(track, fragment.track().firstDecodeTime());
    Box all = Box.of(FRAGMENT, fragment.bytes());
    Box moof = all.descend(MOOF);
    int moofSize = BoxHeader.COMPACT + moof.content().remaining();
    ByteBuffer data = all.descend(MDAT).content().rest();
    Box traf = moof.descend(TRAF);
    Fields tfhd = traf.descend(TFHD).content();
    int flags = tfhd.s32();
    tfhd.skip(4); // track_ID
    SampleDefaults defaults = FragmentHeader.defaults(tfhd, flags, track.defaults());
    int at = 0;
    for (Box trun : traf.children(TRUN)) {
      SampleTable table = SampleTable.read(trun.content(), defaults);
      at =
          table.offset().isPresent()
              ? table.offset().getAsInt() - moofSize - BoxHeader.COMPACT
              : at;
      for (SampleTable.Sample sample : table.samples()) {
        if (at < 0 || sample.size() > data.capacity() - at) {
          throw MalformedBoxException.of("sample size", sample.size(), "one that mdat has");
        }
        samples.add(data.slice(at, sample.size()), sample.durationTicks());
        at += sample.size();
      }
    }
    return List.copyOf(samples.cues);
  }

  private void add(ByteBuffer sample, long durationTicks) throws MalformedBoxException {
    Duration start = time(ticks);
    ticks += durationTicks;
    Duration end = time(ticks);
    for (Box box : Box.of(VTTC, sample).children()) {
      if (box.type().equals(VTTC) && end.compareTo(start) > 0) {
        join(new BoxedCue(start, end, text(box, IDEN), text(box, STTG), text(box, PAYL)));
      }
    }
  }

  private static String text(Box cue, FourCc type) throws MalformedBoxException {
    var found = cue.child(type);
    return found.isEmpty() ? "" : found.get().content().text();
  }

  /** A cue goes on in the next sample where another one begins or ends. */
  private void join(BoxedCue cue) {
    for (int i = cues.size() - 1; i >= 0; i--) {
      if (cues.get(i).goesOnWith(cue)) {
        cues.set(i, cues.get(i).until(cue.end()));
        return;
      }
    }
    cues.add(cue);
  }

  private Duration time(long count) {
    long rest = count % track.timescale();
    return Duration.ofSeconds(count / track.timescale())
        .plusNanos(rest * 1_000_000 / track.timescale() * 1000);
  }
}
