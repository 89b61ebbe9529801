package dev.headwater.media.dash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    return new Mpd(
        Duration.ofMillis(3_723_500), Duration.ofSeconds(4), Duration.ofSeconds(4), List.of(sets));
  }

  private static AdaptationSet video(String id, String codecs) {
    Representation.Kind kind =
        new Representation.Video(new Resolution(1280, 720), new FrameRate(30_000, 1001));
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
