package dev.headwater.media.dash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class MpdTest {
  private static final SegmentTemplate TEMPLATE =
      new SegmentTemplate(
          "$RepresentationID$/init.mp4",
          "$RepresentationID$/$Number$.m4s",
          0,
          12_288,
          512,
          new Timeline().add(512, 49_152).add(49_664, 49_152).add(98_816, 24_576).runs());

  @Test
  void theWholeDocumentIsExact() {
    assertThat(mpd(video("720p", "avc1.64001f"), audio("en")).text())
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019" type="static" mediaPresentationDuration="PT3723.5S" minBufferTime="PT4S" maxSegmentDuration="PT4S">
              <Period id="0" start="PT0S">
                <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">
                  <Representation id="720p" bandwidth="2000000" codecs="avc1.64001f" width="1280" height="720" frameRate="30000/1001">
                    <SegmentTemplate timescale="12288" presentationTimeOffset="512" initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/$Number$.m4s" startNumber="0">
                      <SegmentTimeline>
                        <S t="512" d="49152" r="1"/>
                        <S t="98816" d="24576"/>
                      </SegmentTimeline>
                    </SegmentTemplate>
                  </Representation>
                </AdaptationSet>
                <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" lang="en">
                  <Representation id="a" bandwidth="128000" codecs="mp4a.40.2" audioSamplingRate="48000">
                    <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
                    <SegmentTemplate timescale="12288" presentationTimeOffset="512" initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/$Number$.m4s" startNumber="0">
                      <SegmentTimeline>
                        <S t="512" d="49152" r="1"/>
                        <S t="98816" d="24576"/>
                      </SegmentTimeline>
                    </SegmentTemplate>
                  </Representation>
                </AdaptationSet>
              </Period>
            </MPD>
            """);
  }

  /** The start of an epoch lies at the tick where its first segment begins. */
  private static SegmentTemplate epoch(String epoch, long firstNumber, long firstTime) {
    return new SegmentTemplate(
        "$RepresentationID$/" + epoch + "-init.mp4",
        "$RepresentationID$/" + epoch + "-$Number$.m4s",
        firstNumber,
        90_000,
        firstTime,
        new Timeline().add(firstTime, 180_000).add(firstTime + 180_000, 180_000).runs());
  }

  @Test
  void aLivePresentationHasAPeriodForEachEpoch() {
    Instant started = Instant.parse("2026-01-01T00:00:00Z");
    Mpd.Dynamic going =
        new Mpd.Dynamic(
            started,
            Instant.parse("2026-01-01T00:10:00.250Z"),
            new Mpd.Going(Duration.ofMillis(500)),
            Optional.of(Duration.ofHours(1)),
            Optional.of(Duration.ofSeconds(6)),
            Optional.of(UtcTiming.iso("/time")));
    Mpd mpd =
        new Mpd(
            going,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            List.of(
                new Period("a", Duration.ofSeconds(590), List.of(live(epoch("a", 295, 90_000)))),
                new Period(
                    "b",
                    Duration.ofMillis(596_500),
                    List.of(live(epoch("b", 297, 157_680_000_000_000L))))));
    assertThat(mpd.text())
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019" type="dynamic" availabilityStartTime="2026-01-01T00:00:00Z" publishTime="2026-01-01T00:10:00.250Z" minimumUpdatePeriod="PT0.5S" timeShiftBufferDepth="PT3600S" suggestedPresentationDelay="PT6S" minBufferTime="PT2S" maxSegmentDuration="PT2S">
              <Period id="a" start="PT590S">
                <AdaptationSet id="0" contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">
                  <Representation id="a" bandwidth="128000" codecs="mp4a.40.2" audioSamplingRate="48000">
                    <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
                    <SegmentTemplate timescale="90000" presentationTimeOffset="90000" initialization="$RepresentationID$/a-init.mp4" media="$RepresentationID$/a-$Number$.m4s" startNumber="295">
                      <SegmentTimeline>
                        <S t="90000" d="180000" r="1"/>
                      </SegmentTimeline>
                    </SegmentTemplate>
                  </Representation>
                </AdaptationSet>
              </Period>
              <Period id="b" start="PT596.5S">
                <AdaptationSet id="0" contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">
                  <Representation id="a" bandwidth="128000" codecs="mp4a.40.2" audioSamplingRate="48000">
                    <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
                    <SegmentTemplate timescale="90000" presentationTimeOffset="157680000000000" initialization="$RepresentationID$/b-init.mp4" media="$RepresentationID$/b-$Number$.m4s" startNumber="297">
                      <SegmentTimeline>
                        <S t="157680000000000" d="180000" r="1"/>
                      </SegmentTimeline>
                    </SegmentTemplate>
                  </Representation>
                </AdaptationSet>
              </Period>
              <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="/time"/>
            </MPD>
            """);
  }

  @Test
  void theLastMpdOfALivePresentationTellsItsDuration() {
    Instant started = Instant.parse("2026-01-01T00:00:00Z");
    Mpd mpd =
        new Mpd(
            Mpd.Dynamic.of(started, started, new Mpd.Ending(Duration.ofMinutes(10))),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            List.of(new Period("a", Duration.ZERO, List.of())));
    assertThat(mpd.text())
        .contains(
            "type=\"dynamic\" availabilityStartTime=\"2026-01-01T00:00:00Z\""
                + " publishTime=\"2026-01-01T00:00:00Z\" mediaPresentationDuration=\"PT600S\""
                + " minBufferTime=\"PT2S\"")
        .doesNotContain("UTCTiming");
  }

  @Test
  void theTimeOfTheServerIsFoundInOneOfThreeWays() {
    assertThat(
            List.of(
                UtcTiming.head("/"),
                UtcTiming.iso("/time"),
                UtcTiming.direct(Instant.parse("2026-01-01T00:00:00.5Z"))))
        .extracting(timing -> timing.scheme().uri() + " " + timing.value())
        .containsExactly(
            "urn:mpeg:dash:utc:http-head:2014 /",
            "urn:mpeg:dash:utc:http-iso:2014 /time",
            "urn:mpeg:dash:utc:direct:2014 2026-01-01T00:00:00.500Z");
  }

  /** ISO/IEC 23009-1, sections 5.3.1.2 and 5.3.2.2. */
  @Test
  void periodsAreInOrderAndTheirIdsDifferent() {
    refused("periods: 0 (expected: at least 1)");
    refused("period start: PT1S (expected: after PT1S)", period("a", 1_000), period("b", 1_000));
    refused("period ids: 1 (expected: 2 different ones)", period("a", 0), period("a", 1_000));
    assertThatThrownBy(() -> period("a", -1))
        .hasMessage("start: PT-0.001S (expected: at least 0 s)");
  }

  private static Period period(String id, long startMillis) {
    return new Period(id, Duration.ofMillis(startMillis), List.of());
  }

  private static void refused(String message, Period... periods) {
    assertThatThrownBy(() ->
            new Mpd(new Mpd.Static(Duration.ZERO), Duration.ZERO, Duration.ZERO, List.of(periods)))
        .hasMessage(message);
  }

  private static AdaptationSet live(SegmentTemplate template) {
    Representation.Kind kind = new Representation.Audio(48_000, 2);
    return new AdaptationSet(
        AdaptationSet.ContentType.AUDIO,
        Optional.empty(),
        true,
        true,
        List.of(new Representation("a", 128_000, "mp4a.40.2", kind, template)));
  }

  /** DASH-IF IOP: representations of one adaptation set have one key. */
  @Test
  void setsUnderKeysOfTheirOwnNameThemAndEachOther() {
    String text =
        mpd(
                encrypted(video("180p", "avc1.64001f"), 1),
                encrypted(video("720p", "avc1.64001f"), 2),
                encrypted(audio("en"), 3))
            .text();
    assertThat(text)
        .contains("<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" xmlns:cenc=\"urn:mpeg:cenc:2013\" ")
        .contains(
            """
            startWithSAP="1">
                  <ContentProtection schemeIdUri="urn:mpeg:dash:mp4protection:2011" value="cbcs" cenc:default_KID="00000000-0000-0000-0000-000000000001"/>
                  <ContentProtection schemeIdUri="urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e"/>
                  <SupplementalProperty schemeIdUri="urn:mpeg:dash:adaptation-set-switching:2016" value="1"/>
                  <Representation id=\
            """)
        .contains(
            """
            cenc:default_KID="00000000-0000-0000-0000-000000000003"/>
                  <ContentProtection schemeIdUri="urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e"/>
                  <Representation id=\
            """);
  }

  private static AdaptationSet encrypted(AdaptationSet set, long keyId) {
    return new AdaptationSet(
        set.contentType(),
        set.language(),
        set.aligned(),
        set.independent(),
        set.representations(),
        Optional.of(new ContentProtection(new UUID(0, keyId))));
  }

  @Test
  void whatXmlReservesComesBackFromAParser() throws Exception {
    String odd = "a<b>&\"c\"'d'\t\u0000é\uD83D\uDE00";
    String text = mpd(video("v", odd)).text();
    Element representation =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getElementsByTagName("Representation")
                .item(0);
    assertThat(representation.getAttribute("codecs"))
        .isEqualTo("a<b>&\"c\"'d'\t\uFFFDé\uD83D\uDE00");
  }

  @Test
  void aGapStartsANewRun() {
    assertThat(new Timeline().add(0, 10).add(10, 10).add(25, 10).runs())
        .containsExactly(new SegmentTemplate.Run(0, 10, 2), new SegmentTemplate.Run(25, 10, 1));
  }

  @Test
  void anAdaptationSetWithoutRepresentationsIsRefused() {
    assertThatThrownBy(() ->
            new AdaptationSet(
                AdaptationSet.ContentType.VIDEO, Optional.empty(), true, true, List.of()))
        .hasMessage("representations: 0 (expected: at least 1)");
  }

  private static Mpd mpd(AdaptationSet... sets) {
    return Mpd.whole(
        Duration.ofMillis(3_723_500), Duration.ofSeconds(4), Duration.ofSeconds(4), List.of(sets));
  }

  private static AdaptationSet video(String id, String codecs) {
    Representation.Kind kind =
        new Representation.Video(
            new Resolution(1280, 720), Optional.of(new FrameRate(30_000, 1001)));
    return new AdaptationSet(
        AdaptationSet.ContentType.VIDEO,
        Optional.empty(),
        true,
        true,
        List.of(new Representation(id, 2_000_000, codecs, kind, TEMPLATE)));
  }

  private static AdaptationSet audio(String language) {
    Representation.Kind kind = new Representation.Audio(48_000, 2);
    return new AdaptationSet(
        AdaptationSet.ContentType.AUDIO,
        Optional.of(language),
        false,
        false,
        List.of(new Representation("a", 128_000, "mp4a.40.2", kind, TEMPLATE)));
  }
}
