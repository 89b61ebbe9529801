package dev.headwater.media.dash;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes an MPD: equal values give equal text. Confined to one thread. */
final class MpdWriter {
  private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";

  /** ISO/IEC 23009-1, sections 8.4 and 8.12. */
  private static final String PROFILES =
      "urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019";

  /** Channels as a plain number: ISO/IEC 23009-1, section 5.8.5.4. */
  private static final String CHANNELS_SCHEME =
      "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";

  /** Of {@code cenc:default_KID}: ISO/IEC 23001-7, section 11.2. */
  private static final String COMMON_ENCRYPTION = "urn:mpeg:cenc:2013";

  /** ISO/IEC 23009-1, section 5.3.3.5: the ids of adaptation sets. */
  private static final String SWITCHING_SCHEME = "urn:mpeg:dash:adaptation-set-switching:2016";

  private final XmlWriter xml = new XmlWriter();

  private MpdWriter() {}

  static String write(Mpd mpd) {
    MpdWriter writer = new MpdWriter();
    writer.presentation(mpd);
    return writer.xml.toString();
  }

  private void presentation(Mpd mpd) {
    xml.start("MPD").attribute("xmlns", NAMESPACE);
    if (isProtected(mpd)) {
      xml.attribute("xmlns:cenc", COMMON_ENCRYPTION);
    }
    xml.attribute("profiles", PROFILES);
    switch (mpd.type()) {
      case Mpd.Static whole ->
          xml.attribute("type", "static")
              .attribute("mediaPresentationDuration", seconds(whole.duration()));
      case Mpd.Dynamic dynamic -> dynamic(dynamic);
    }
    xml.attribute("minBufferTime", seconds(mpd.minBufferTime()))
        .attribute("maxSegmentDuration", seconds(mpd.maxSegmentDuration()));
    mpd.periods().forEach(this::period);
    if (mpd.type() instanceof Mpd.Dynamic dynamic) {
      dynamic.utcTiming().ifPresent(this::utcTiming);
    }
    xml.end();
  }

  private static boolean isProtected(Mpd mpd) {
    return mpd.periods().stream()
        .flatMap(period -> period.adaptationSets().stream())
        .anyMatch(set -> set.protection().isPresent());
  }

  private void dynamic(Mpd.Dynamic dynamic) {
    xml.attribute("type", "dynamic")
        .attribute("availabilityStartTime", dynamic.availabilityStartTime())
        .attribute("publishTime", dynamic.publishTime());
    switch (dynamic.update()) {
      case Mpd.Going(Duration period) -> xml.attribute("minimumUpdatePeriod", seconds(period));
      case Mpd.Ending(Duration duration) ->
          xml.attribute("mediaPresentationDuration", seconds(duration));
    }
    dynamic
        .timeShiftBufferDepth()
        .ifPresent(depth -> xml.attribute("timeShiftBufferDepth", seconds(depth)));
    dynamic
        .suggestedPresentationDelay()
        .ifPresent(delay -> xml.attribute("suggestedPresentationDelay", seconds(delay)));
  }

  private void period(Period period) {
    xml.start("Period").attribute("id", period.id()).attribute("start", seconds(period.start()));
    for (int id = 0; id < period.adaptationSets().size(); id++) {
      adaptationSet(period, id);
    }
    xml.end();
  }

  private void utcTiming(UtcTiming timing) {
    xml.start("UTCTiming")
        .attribute("schemeIdUri", timing.scheme().uri())
        .attribute("value", timing.value())
        .end();
  }

  private void adaptationSet(Period period, int id) {
    AdaptationSet set = period.adaptationSets().get(id);
    xml.start("AdaptationSet")
        .attribute("id", id)
        .attribute("contentType", set.contentType().text())
        .attribute("mimeType", set.contentType().mimeType());
    set.language().ifPresent(language -> xml.attribute("lang", language));
    if (set.aligned()) {
      xml.attribute("segmentAlignment", true);
    }
    if (set.independent()) {
      xml.attribute("startWithSAP", 1);
    }
    set.protection().ifPresent(this::protection);
    if (set.isSwitchable()) {
      switching(period, id);
    }
    set.representations().forEach(this::representation);
    xml.end();
  }

  private void protection(ContentProtection protection) {
    xml.start("ContentProtection")
        .attribute("schemeIdUri", ContentProtection.COMMON_ENCRYPTION)
        .attribute("value", ContentProtection.SCHEME)
        .attribute("cenc:default_KID", protection.keyId())
        .end()
        .start("ContentProtection")
        .attribute("schemeIdUri", ContentProtection.CLEAR_KEY)
        .end();
  }

  private void switching(Period period, int id) {
    String others =
        IntStream.range(0, period.adaptationSets().size())
            .filter(other -> other != id && period.adaptationSets().get(other).isSwitchable())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    if (!others.isEmpty()) {
      xml.start("SupplementalProperty")
          .attribute("schemeIdUri", SWITCHING_SCHEME)
          .attribute("value", others)
          .end();
    }
  }

  private void representation(Representation representation) {
    xml.start("Representation")
        .attribute("id", representation.id())
        .attribute("bandwidth", representation.bandwidth());
    if (!representation.codecs().isEmpty()) {
      xml.attribute("codecs", representation.codecs());
    }
    switch (representation.kind()) {
      case Representation.Video video -> {
        xml.attribute("width", video.resolution().width())
            .attribute("height", video.resolution().height());
        video.frameRate().ifPresent(rate -> xml.attribute("frameRate", rate));
      }
      case Representation.Audio audio ->
          xml.attribute("audioSamplingRate", audio.sampleRateHz())
              .start("AudioChannelConfiguration")
              .attribute("schemeIdUri", CHANNELS_SCHEME)
              .attribute("value", audio.channels())
              .end();
      case Representation.Text _ -> {}
    }
    template(representation.template());
    xml.end();
  }

  private void template(SegmentTemplate template) {
    xml.start("SegmentTemplate").attribute("timescale", template.timescale());
    if (template.presentationTimeOffset() > 0) {
      xml.attribute("presentationTimeOffset", template.presentationTimeOffset());
    }
    if (!template.initialization().isEmpty()) {
      xml.attribute("initialization", template.initialization());
    }
    xml.attribute("media", template.media())
        .attribute("startNumber", template.startNumber())
        .start("SegmentTimeline");
    template.timeline().forEach(this::run);
    xml.end().end();
  }

  private void run(SegmentTemplate.Run run) {
    xml.start("S").attribute("t", run.start()).attribute("d", run.duration());
    if (run.count() > 1) {
      xml.attribute("r", run.count() - 1);
    }
    xml.end();
  }

  /** An XML Schema duration in seconds: {@code PT4.004S}. */
  private static String seconds(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return "PT" + seconds.stripTrailingZeros().toPlainString() + "S";
  }
}
