package dev.headwater.media.hls;

import dev.headwater.media.Resolution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Parses multivariant playlists. Confined to one thread. */
final class MultivariantParser {
  private final List<Rendition> renditions = new ArrayList<>();
  private final List<VariantStream> variants = new ArrayList<>();
  private int version = 1;
  private boolean independentSegments;
  private Line.@Nullable Tagged streamInf; // awaits its URI

  private MultivariantParser() {}

  static MultivariantPlaylist parse(List<Line> lines) throws PlaylistException {
    MultivariantParser parser = new MultivariantParser();
    for (Line line : lines) {
      parser.add(line);
    }
    parser.requireNoneAwaiting();
    return new MultivariantPlaylist(
        parser.version, parser.independentSegments, parser.renditions, parser.variants);
  }

  private void add(Line line) throws PlaylistException {
    switch (line) {
      case Line.Uri uri -> uri(uri);
      case Line.Tagged tagged -> {
        requireNoneAwaiting();
        tag(tagged);
      }
    }
  }

  private void tag(Line.Tagged line) throws PlaylistException {
    switch (line.tag()) {
      case VERSION -> version = CommonTags.version(line);
      case INDEPENDENT_SEGMENTS -> independentSegments = CommonTags.present(line);
      case MEDIA -> renditions.add(rendition(line));
      case STREAM_INF -> streamInf = line;
      case START -> AttributeList.of(line); // not kept of this kind of playlist
      case TARGETDURATION,
          MEDIA_SEQUENCE,
          DISCONTINUITY_SEQUENCE,
          PLAYLIST_TYPE,
          ENDLIST,
          PART_INF,
          SERVER_CONTROL,
          EXTINF,
          BYTERANGE,
          DISCONTINUITY,
          KEY,
          MAP,
          PROGRAM_DATE_TIME,
          GAP,
          PART,
          DATERANGE,
          SKIP,
          PRELOAD_HINT,
          RENDITION_REPORT ->
          throw line.unexpected("only in a media playlist");
    }
  }

  private void uri(Line.Uri uri) throws PlaylistException {
    if (streamInf == null) {
      throw PlaylistException.of(uri.number(), "URI", uri.text(), "after EXT-X-STREAM-INF");
    }
    variants.add(variant(streamInf, uri.text()));
    streamInf = null;
  }

  private void requireNoneAwaiting() throws PlaylistException {
    if (streamInf != null) {
      throw streamInf.unexpected("a URI in the line after it");
    }
  }

  private static Rendition rendition(Line.Tagged line) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    Rendition.Type type = type(line, attributes.requiredPlain("TYPE"));
    String groupId = attributes.requiredQuoted("GROUP-ID");
    String name = attributes.requiredQuoted("NAME");
    Optional<String> uri = attributes.quoted("URI");
    Optional<String> language = attributes.quoted("LANGUAGE");
    boolean isDefault = attributes.flag("DEFAULT");
    // Without AUTOSELECT, the default is selected all the same.
    boolean autoselect =
        attributes.flag("AUTOSELECT") || (isDefault && attributes.plain("AUTOSELECT").isEmpty());
    boolean forced = attributes.flag("FORCED");
    Optional<String> channels = attributes.quoted("CHANNELS");
    Optional<String> instreamId = attributes.quoted("INSTREAM-ID");
    return Checked.at(
        line,
        () ->
            new Rendition(
                type,
                groupId,
                name,
                uri,
                language,
                isDefault,
                autoselect,
                forced,
                channels,
                instreamId));
  }

  private static Rendition.Type type(Line.Tagged line, String text) throws PlaylistException {
    for (Rendition.Type type : Rendition.Type.values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    throw line.unexpected("TYPE AUDIO, VIDEO, SUBTITLES or CLOSED-CAPTIONS");
  }

  private static VariantStream variant(Line.Tagged line, String uri) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    long bandwidth = attributes.requiredInteger("BANDWIDTH");
    OptionalLong averageBandwidth = attributes.integer("AVERAGE-BANDWIDTH");
    List<String> codecs =
        attributes.quoted("CODECS").map(MultivariantParser::codecs).orElse(List.of());
    Optional<Resolution> resolution = attributes.resolution("RESOLUTION");
    Optional<BigDecimal> frameRate = attributes.decimal("FRAME-RATE");
    Optional<String> audio = attributes.quoted("AUDIO");
    Optional<String> subtitles = attributes.quoted("SUBTITLES");
    return Checked.at(
        line,
        () ->
            new VariantStream(
                uri, bandwidth, averageBandwidth, codecs, resolution, frameRate, audio, subtitles));
  }

  /** Spaces after the commas are tolerated: many servers write them. */
  private static List<String> codecs(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
