package dev.headwater.media.hls;

import dev.headwater.media.hls.PlaylistCases.Case;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Playlists of low latency, as {@link PlaylistCases} has them. */
final class LowLatencyCases {
  private static final Duration PART = Duration.ofMillis(500);
  private static final ServerControl CONTROL =
      ServerControl.blocking()
          .withCanSkipUntil(Duration.ofSeconds(12), false)
          .withPartHoldBack(Duration.ofMillis(1500));

  private LowLatencyCases() {}

  static Stream<Named<Case>> all() {
    return Stream.of(
        Named.of("the live edge", liveEdge()),
        Named.of("a delta update", deltaUpdate()),
        Named.of("a delta update that skips date ranges", deltaUpdateOfDateRanges()),
        Named.of("the first parts of another epoch", anotherEpoch()),
        Named.of("parts of one resource", parts()),
        Named.of("what a server can do, without parts", serverControl()),
        Named.of("date ranges, and where to start", dateRanges()));
  }

  private static Case liveEdge() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:9
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,PART-HOLD-BACK=1.5
        #EXT-X-PART-INF:PART-TARGET=0.5
        #EXT-X-MEDIA-SEQUENCE:7
        #EXT-X-MAP:URI="e-init.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2026-01-31T23:59:58.000Z
        #EXTINF:1.5,
        e-7.m4s
        #EXT-X-PROGRAM-DATE-TIME:2026-01-31T23:59:59.500Z
        #EXT-X-PART:DURATION=0.5,URI="e-8.0.m4s",INDEPENDENT=YES
        #EXT-X-PART:DURATION=0.333333333,URI="e-8.1.m4s",GAP=YES
        #EXTINF:0.833333333,
        e-8.m4s
        #EXT-X-PART:DURATION=0.5,URI="e-9.0.m4s",INDEPENDENT=YES
        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="e-9.1.m4s"
        #EXT-X-RENDITION-REPORT:URI="../audio/index.m3u8",LAST-MSN=9,LAST-PART=0
        #EXT-X-RENDITION-REPORT:URI="../1080/index.m3u8"
        """,
        MediaPlaylist.of(
                9,
                2,
                List.of(seventh(), eighth()),
                LowLatency.of(CONTROL, PART)
                    .withOpenSegment(OpenSegment.after(eighth(), List.of(part("e-9.0.m4s", 500))))
                    .withPreloadHints(List.of(PreloadHint.part("e-9.1.m4s")))
                    .withRenditionReports(
                        List.of(
                            RenditionReport.of("../audio/index.m3u8", 9, 0),
                            new RenditionReport(
                                "../1080/index.m3u8", OptionalLong.empty(), OptionalLong.empty()))))
            .withIndependentSegments(true)
            .withMediaSequence(7));
  }

  private static MediaSegment seventh() {
    return MediaSegment.of("e-7.m4s", Duration.ofMillis(1500))
        .withMap(MediaMap.of("e-init.mp4"))
        .withProgramDateTime(Instant.parse("2026-01-31T23:59:58Z"));
  }

  private static MediaSegment eighth() {
    return MediaSegment.of("e-8.m4s", Duration.ofNanos(833_333_333))
        .withMap(MediaMap.of("e-init.mp4"))
        .withProgramDateTime(Instant.parse("2026-01-31T23:59:59.500Z"))
        .withParts(
            List.of(
                part("e-8.0.m4s", 500),
                new PartialSegment(
                    "e-8.1.m4s", Duration.ofNanos(333_333_333), false, Optional.empty(), true)));
  }

  private static PartialSegment part(String uri, long millis) {
    return PartialSegment.of(uri, Duration.ofMillis(millis), true);
  }

  private static Case deltaUpdate() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:9
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=12
        #EXT-X-MEDIA-SEQUENCE:100
        #EXT-X-SKIP:SKIPPED-SEGMENTS=50
        #EXTINF:2,
        e-150.m4s
        """,
        MediaPlaylist.of(9, 2, List.of(MediaSegment.of("e-150.m4s", Duration.ofSeconds(2))))
            .withMediaSequence(100)
            .withLowLatency(
                LowLatency.NONE.withServerControl(canSkip(false)).withSkip(Skip.of(50))));
  }

  private static Case deltaUpdateOfDateRanges() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:10
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=12,CAN-SKIP-DATERANGES=YES
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-SKIP:SKIPPED-SEGMENTS=50,RECENTLY-REMOVED-DATERANGES="a\tb, c"
        """,
        MediaPlaylist.of(10, 2, List.of())
            .withLowLatency(
                LowLatency.NONE
                    .withServerControl(canSkip(true))
                    .withSkip(new Skip(50, Optional.of(List.of("a", "b, c"))))));
  }

  private static ServerControl canSkip(boolean dateRanges) {
    return new ServerControl(
        Optional.of(Duration.ofSeconds(12)), dateRanges, Optional.empty(), Optional.empty(), false);
  }

  private static Case anotherEpoch() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,PART-HOLD-BACK=1.5
        #EXT-X-PART-INF:PART-TARGET=0.5
        #EXT-X-MEDIA-SEQUENCE:7
        #EXT-X-DISCONTINUITY-SEQUENCE:4
        #EXT-X-MAP:URI="e-init.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2026-01-31T23:59:58.000Z
        #EXTINF:1.5,
        e-7.m4s
        #EXT-X-DISCONTINUITY
        #EXT-X-MAP:URI="f-init.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2026-02-01T00:00:09.001Z
        #EXT-X-PART:DURATION=0.4,URI="f-8.0.m4s",INDEPENDENT=YES
        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="f-8.1.m4s"
        """,
        MediaPlaylist.of(6, 2, List.of(seventh()))
            .withMediaSequence(7)
            .withDiscontinuitySequence(4)
            .withLowLatency(
                LowLatency.of(CONTROL, PART)
                    .withOpenSegment(
                        OpenSegment.of(MediaMap.of("f-init.mp4"), List.of(part("f-8.0.m4s", 400)))
                            .withDiscontinuity(true)
                            .withProgramDateTime(Instant.parse("2026-02-01T00:00:09.001999Z")))
                    .withPreloadHints(List.of(PreloadHint.part("f-8.1.m4s")))));
  }

  private static Case parts() {
    PartialSegment first = ranged(ByteRange.of(1000, 0));
    PartialSegment second = ranged(new ByteRange(500, OptionalLong.empty()));
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-TARGETDURATION:1
        #EXT-X-SERVER-CONTROL:PART-HOLD-BACK=1
        #EXT-X-PART-INF:PART-TARGET=0.5
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-PART:DURATION=0.5,URI="0.m4s",BYTERANGE="1000@0"
        #EXT-X-PART:DURATION=0.5,URI="0.m4s",BYTERANGE="500"
        #EXT-X-PRELOAD-HINT:TYPE=MAP,URI="b.mp4",BYTERANGE-LENGTH=900
        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="0.m4s",BYTERANGE-START=1500
        """,
        MediaPlaylist.of(6, 1, List.of())
            .withLowLatency(
                LowLatency.of(
                        new ServerControl(
                            Optional.empty(),
                            false,
                            Optional.empty(),
                            Optional.of(Duration.ofSeconds(1)),
                            false),
                        PART)
                    .withOpenSegment(
                        new OpenSegment(
                            List.of(first, second),
                            false,
                            List.of(),
                            Optional.empty(),
                            Optional.empty()))
                    .withPreloadHints(
                        List.of(
                            new PreloadHint(PreloadHint.Type.MAP, "b.mp4", 0, OptionalLong.of(900)),
                            new PreloadHint(
                                PreloadHint.Type.PART, "0.m4s", 1500, OptionalLong.empty())))));
  }

  private static PartialSegment ranged(ByteRange range) {
    return new PartialSegment("0.m4s", PART, false, Optional.of(range), false);
  }

  private static Case serverControl() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:3
        #EXT-X-TARGETDURATION:4
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=24.5,CAN-SKIP-DATERANGES=YES,HOLD-BACK=12
        #EXT-X-MEDIA-SEQUENCE:0
        """,
        MediaPlaylist.of(3, 4, List.of())
            .withLowLatency(
                LowLatency.NONE.withServerControl(
                    ServerControl.blocking()
                        .withCanSkipUntil(Duration.ofMillis(24_500), true)
                        .withHoldBack(Duration.ofSeconds(12)))));
  }

  private static Case dateRanges() {
    Instant start = Instant.parse("2026-01-01T00:00:00.250Z");
    DateRange programme =
        new DateRange(
            "p-1",
            Optional.of("programme"),
            start,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMinutes(30)),
            true,
            new TreeMap<>(Map.of("X-TITLE", "\"News, at ten\"", "X-N", "5")));
    DateRange advert =
        new DateRange(
            "ad",
            Optional.empty(),
            start,
            Optional.of(start.plusSeconds(30)),
            Optional.of(Duration.ofSeconds(30)),
            Optional.empty(),
            false,
            new TreeMap<>(Map.of("SCTE35-OUT", "0xFC002A", "X-CUE", "\"PRE,ONCE\"")));
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-START:TIME-OFFSET=-12.5,PRECISE=YES
        #EXT-X-TARGETDURATION:4
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-DATERANGE:ID="p-1",CLASS="programme",START-DATE="2026-01-01T00:00:00.250Z",PLANNED-DURATION=1800,X-N=5,X-TITLE="News, at ten",END-ON-NEXT=YES
        #EXT-X-DATERANGE:ID="ad",START-DATE="2026-01-01T00:00:00.250Z",END-DATE="2026-01-01T00:00:30.250Z",DURATION=30,SCTE35-OUT=0xFC002A,X-CUE="PRE,ONCE"
        """,
        MediaPlaylist.of(6, 4, List.of())
            .withStart(new Start(Duration.ofMillis(-12_500), true))
            .withDateRanges(List.of(programme, advert)));
  }
}
