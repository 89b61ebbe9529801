package dev.headwater.control.packaging.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import dev.headwater.media.Ticks;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.MeasuredSegment;
import dev.headwater.media.packaging.VodPresentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A package is what it says, or it isn't published. */
class PackageCheckTest {
  private static final int SCALE = 1000;

  private final VodPresentation good =
      new VodPresentation(List.of(video("high", cuts()), video("low", cuts()), sound(cuts())));

  @Test
  void whatWasMadeWellIsPublished() {
    assertThatCode(() -> check(good, good.files())).doesNotThrowAnyException();
  }

  @Test
  void aSegmentThatIsMissingIsSeenByWhatComesAfterIt() {
    List<MeasuredSegment> missing = new ArrayList<>(cuts());
    missing.remove(1);
    VodPresentation wrong = new VodPresentation(List.of(video("high", missing)));
    assertThatThrownBy(() -> TimelineCheck.check(wrong))
        .isInstanceOf(WrongPackageException.class)
        .hasMessage("segment 1 of high begins 4.000 s after the end of the one before it");
  }

  @Test
  void segmentsThatOverlapAreWrong() {
    VodPresentation wrong =
        new VodPresentation(List.of(sound(List.of(segment(0, 4000), segment(3900, 4000)))));
    assertThatThrownBy(() -> TimelineCheck.check(wrong))
        .hasMessage("segment 1 of sound begins -0.100 s after the end of the one before it");
  }

  @Test
  void picturesThatDontBeginWithAKeyFrameAreWrong() {
    MeasuredSegment late =
        new MeasuredSegment(new Ticks(4000, SCALE), new Ticks(4000, SCALE), 10, false);
    VodPresentation wrong =
        new VodPresentation(List.of(video("high", List.of(segment(0, 4000), late))));
    assertThatThrownBy(() -> TimelineCheck.check(wrong))
        .hasMessage("segment 1 of high doesn't begin with a key frame");
  }

  @Test
  void renditionsThatAreCutElsewhereAreWrong() {
    List<MeasuredSegment> elsewhere =
        List.of(segment(0, 3960), segment(3960, 4040), segment(8000, 2000));
    VodPresentation wrong =
        new VodPresentation(List.of(video("high", cuts()), video("low", elsewhere)));
    assertThatThrownBy(() -> TimelineCheck.check(wrong))
        .hasMessage("segment 1 of low begins -0.040 s after that of high");
    VodPresentation fewer =
        new VodPresentation(List.of(video("high", cuts()), video("low", cuts().subList(0, 2))));
    assertThatThrownBy(() -> TimelineCheck.check(fewer))
        .hasMessage("high has 3 segments, and low has 2");
  }

  /** What a slip of ours, or half a write, would make of them. */
  @ParameterizedTest(name = "{0}: {1} for {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "index.m3u8 | #EXTM3U | EXTM3U | can't be read",
        "index.m3u8 | low/index.m3u8 | gone/index.m3u8 | names",
        "high/index.m3u8 | #EXT-X-ENDLIST | # | without an end",
        "high/index.m3u8 | #EXTINF:4, | #EXTINF:4.001, | lasts 4.001 s",
        "low/index.m3u8 | #EXT-X-TARGETDURATION:4 | #EXT-X-TARGETDURATION:3 | at most 3",
        "sound/index.m3u8 | #EXTINF:4, | #EXTINF:four, | can't be read",
        "manifest.mpd | </MPD> | '' | can't be read",
        "manifest.mpd | MPD | MDP | is a MDP"
      })
  void textsThatSayAnythingElseAreWrong(String name, String what, String instead, String why) {
    Map<String, String> texts = changed(name, text -> text.replace(what, instead));
    assertThatThrownBy(() -> TextCheck.check(good, texts))
        .isInstanceOf(WrongPackageException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }

  @Test
  void aPlaylistThatIsMissingIsWrong() {
    Map<String, String> texts = new HashMap<>(good.files());
    texts.remove("low/index.m3u8");
    assertThatThrownBy(() -> TextCheck.check(good, texts)).hasMessage("there is no low/index.m3u8");
  }

  private Map<String, String> changed(String name, UnaryOperator<String> change) {
    Map<String, String> texts = new HashMap<>(good.files());
    String before = Objects.requireNonNull(texts.get(name));
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new AssertionError("nothing to change in " + before);
    }
    texts.put(name, after);
    return texts;
  }

  private static void check(VodPresentation presentation, Map<String, String> texts) {
    TimelineCheck.check(presentation);
    TextCheck.check(presentation, texts);
  }

  private static List<MeasuredSegment> cuts() {
    return List.of(segment(0, 4000), segment(4000, 4000), segment(8000, 2000));
  }

  private static MeasuredSegment segment(long start, long duration) {
    return new MeasuredSegment(new Ticks(start, SCALE), new Ticks(duration, SCALE), 1000, true);
  }

  private static MeasuredRendition video(String id, List<MeasuredSegment> segments) {
    Track.Video track =
        new Track.Video(1, SCALE, SampleDefaults.NONE, "avc1.64001f", new Resolution(640, 360));
    return new MeasuredRendition.Video(id, track, segments, FrameRate.of(25));
  }

  private static MeasuredRendition sound(List<MeasuredSegment> segments) {
    Track.Audio track =
        new Track.Audio(1, SCALE, SampleDefaults.NONE, "mp4a.40.2", 48_000, 2, Optional.empty());
    return new MeasuredRendition.Audio("sound", track, segments, "Audio", Optional.empty());
  }
}
