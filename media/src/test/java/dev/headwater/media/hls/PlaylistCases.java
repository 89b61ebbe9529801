package dev.headwater.media.hls;

import dev.headwater.media.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Playlists as text and as values: each text is what writing gives, and parses to the value. */
final class PlaylistCases {
  /** A text and what it means. */
  record Case(String text, Playlist playlist) {}

  private PlaylistCases() {}

  static Stream<Named<Case>> all() {
    return Stream.concat(ordinary(), LowLatencyCases.all());
  }

  static Stream<Named<Case>> media() {
    return all().filter(named -> named.getPayload().playlist() instanceof MediaPlaylist);
  }

  private static Stream<Named<Case>> ordinary() {
    return Stream.of(
        Named.of("the least media playlist", least()),
        Named.of("VOD in CMAF", vod()),
        Named.of("live with every segment tag", live()),
        Named.of("byte ranges", byteRanges()),
        Named.of("encrypted in part, by one key and by two", encrypted()),
        Named.of("an event", event()),
        Named.of("the least variant", leastVariant()),
        Named.of("variants with groups", variants()));
  }

  private static Case least() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:1
        #EXT-X-TARGETDURATION:10
        #EXT-X-MEDIA-SEQUENCE:0
        """,
        MediaPlaylist.of(1, 10, List.of()));
  }

  private static Case vod() {
    MediaMap map = MediaMap.of("init.mp4");
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-TARGETDURATION:4
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-PLAYLIST-TYPE:VOD
        #EXT-X-MAP:URI="init.mp4"
        #EXTINF:4,
        0.m4s
        #EXTINF:3.003,The end, really
        1.m4s
        #EXT-X-ENDLIST
        """,
        MediaPlaylist.of(
                6,
                4,
                List.of(
                    MediaSegment.of("0.m4s", Duration.ofSeconds(4)).withMap(map),
                    MediaSegment.of("1.m4s", Duration.ofMillis(3003))
                        .withTitle("The end, really")
                        .withMap(map)))
            .withIndependentSegments(true)
            .withType(MediaPlaylist.Type.VOD)
            .withEnded(true));
  }

  private static Case live() {
    MediaMap first = MediaMap.of("a-init.mp4");
    MediaMap second = new MediaMap("b.mp4", Optional.of(ByteRange.of(900, 0)), List.of());
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:8
        #EXT-X-TARGETDURATION:2
        #EXT-X-MEDIA-SEQUENCE:9007199254740993
        #EXT-X-DISCONTINUITY-SEQUENCE:3
        #EXT-X-MAP:URI="a-init.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2026-01-31T23:59:59.999Z
        #EXTINF:2,
        a-1.m4s
        #EXT-X-GAP
        #EXTINF:2.002002002,
        a-2.m4s
        #EXT-X-DISCONTINUITY
        #EXT-X-MAP:URI="b.mp4",BYTERANGE="900@0"
        #EXT-X-PROGRAM-DATE-TIME:2026-02-01T00:00:04.000Z
        #EXTINF:0.000000001,
        b-3.m4s
        """,
        MediaPlaylist.of(
                8,
                2,
                List.of(
                    segment("a-1.m4s", 2_000_000_000, false, first, "2026-01-31T23:59:59.999Z"),
                    MediaSegment.of("a-2.m4s", Duration.ofNanos(2_002_002_002))
                        .withMap(first)
                        .withGap(true),
                    segment("b-3.m4s", 1, true, second, "2026-02-01T00:00:04Z")))
            .withMediaSequence(9_007_199_254_740_993L)
            .withDiscontinuitySequence(3));
  }

  private static MediaSegment segment(
      String uri, long nanos, boolean discontinuity, MediaMap map, String at) {
    return MediaSegment.of(uri, Duration.ofNanos(nanos))
        .withDiscontinuity(discontinuity)
        .withMap(map)
        .withProgramDateTime(Instant.parse(at));
  }

  private static Case byteRanges() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:4
        #EXT-X-TARGETDURATION:1
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-BYTERANGE:1000@0
        #EXTINF:1,
        all.ts
        #EXT-X-BYTERANGE:500
        #EXTINF:1,
        all.ts
        """,
        MediaPlaylist.of(
            4,
            1,
            List.of(part(ByteRange.of(1000, 0)), part(new ByteRange(500, OptionalLong.empty())))));
  }

  private static MediaSegment part(ByteRange range) {
    return MediaSegment.of("all.ts", Duration.ofSeconds(1)).withByteRange(range);
  }

  private static Case encrypted() {
    String vector = "000102030405060708090a0b0c0d0e0f";
    MediaKey whole = MediaKey.ofSegments("../keys/a-0");
    MediaKey next = MediaKey.ofSegments("../keys/a-1");
    MediaKey samples =
        new MediaKey(
            MediaKey.Method.SAMPLE_AES,
            "skd://a",
            Optional.of(vector),
            "com.apple.streamingkeydelivery",
            Optional.of("1"));
    MediaMap clear = MediaMap.of("init.mp4");
    MediaMap sealed = new MediaMap("b.mp4", Optional.empty(), List.of(whole, samples));
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-TARGETDURATION:2
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-MAP:URI="init.mp4"
        #EXTINF:2,
        0.m4s
        #EXT-X-KEY:METHOD=AES-128,URI="../keys/a-0"
        #EXTINF:2,
        1.m4s
        #EXTINF:2,
        2.m4s
        #EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://a",IV=0x%1$s,KEYFORMAT="com.apple.streamingkeydelivery",KEYFORMATVERSIONS="1"
        #EXT-X-MAP:URI="b.mp4"
        #EXT-X-KEY:METHOD=AES-128,URI="../keys/a-1"
        #EXTINF:2,
        3.m4s
        #EXT-X-KEY:METHOD=NONE
        #EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://a",IV=0x%1$s,KEYFORMAT="com.apple.streamingkeydelivery",KEYFORMATVERSIONS="1"
        #EXTINF:2,
        4.m4s
        #EXT-X-KEY:METHOD=NONE
        #EXTINF:2,
        5.m4s
        """
            .formatted(vector),
        MediaPlaylist.of(
            6,
            2,
            List.of(
                sealed(0, clear),
                sealed(1, clear, whole),
                sealed(2, clear, whole),
                sealed(3, sealed, next, samples),
                sealed(4, sealed, samples),
                sealed(5, sealed))));
  }

  private static MediaSegment sealed(int number, MediaMap map, MediaKey... keys) {
    return MediaSegment.of(number + ".m4s", Duration.ofSeconds(2))
        .withMap(map)
        .withKeys(List.of(keys));
  }

  private static Case event() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:3
        #EXT-X-TARGETDURATION:6
        #EXT-X-MEDIA-SEQUENCE:7
        #EXT-X-PLAYLIST-TYPE:EVENT
        #EXTINF:6.499999999,
        https://example.com/a?b=c&d="e"
        """,
        MediaPlaylist.of(
                3,
                6,
                List.of(
                    MediaSegment.of(
                        "https://example.com/a?b=c&d=\"e\"", Duration.ofNanos(6_499_999_999L))))
            .withMediaSequence(7)
            .withType(MediaPlaylist.Type.EVENT));
  }

  private static Case leastVariant() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:1
        #EXT-X-STREAM-INF:BANDWIDTH=1
        a.m3u8
        """,
        new MultivariantPlaylist(1, false, List.of(), List.of(variant("a.m3u8", 1))));
  }

  private static VariantStream variant(String uri, long bandwidth) {
    return new VariantStream(
        uri,
        bandwidth,
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Case variants() {
    return new Case(
        """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Português, estéreo",LANGUAGE="pt-BR",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="pt/index.m3u8"
        #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="English",LANGUAGE="en",AUTOSELECT=YES,FORCED=YES,URI="en/index.m3u8"
        #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="English",INSTREAM-ID="CC1"
        #EXT-X-MEDIA:TYPE=VIDEO,GROUP-ID="angle",NAME="Centre"
        #EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1500000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO="audio",SUBTITLES="text"
        720/index.m3u8
        #EXT-X-STREAM-INF:BANDWIDTH=5000000
        1080/index.m3u8
        """,
        new MultivariantPlaylist(
            7,
            true,
            List.of(
                audio(),
                rendition(Rendition.Type.SUBTITLES, "text", "English", "en/index.m3u8", "en", ""),
                rendition(Rendition.Type.CLOSED_CAPTIONS, "cc", "English", "", "", "CC1"),
                rendition(Rendition.Type.VIDEO, "angle", "Centre", "", "", "")),
            List.of(
                new VariantStream(
                    "720/index.m3u8",
                    2_000_000,
                    OptionalLong.of(1_500_000),
                    List.of("avc1.64001f", "mp4a.40.2"),
                    Optional.of(new Resolution(1280, 720)),
                    Optional.of(new BigDecimal("29.970")),
                    Optional.of("audio"),
                    Optional.of("text")),
                variant("1080/index.m3u8", 5_000_000))));
  }

  private static Rendition audio() {
    return new Rendition(
        Rendition.Type.AUDIO,
        "audio",
        "Português, estéreo",
        Optional.of("pt/index.m3u8"),
        Optional.of("pt-BR"),
        true,
        true,
        false,
        Optional.of("2"),
        Optional.empty());
  }

  /** An empty text is an absent one; subtitles are forced. */
  private static Rendition rendition(
      Rendition.Type type,
      String group,
      String name,
      String uri,
      String language,
      String instreamId) {
    boolean subtitles = type == Rendition.Type.SUBTITLES;
    return new Rendition(
        type,
        group,
        name,
        present(uri),
        present(language),
        false,
        subtitles,
        subtitles,
        Optional.empty(),
        present(instreamId));
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
