package dev.headwater.media.isobmff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tracks that a {@code moov} box declares (ISO/IEC 14496-12, sections 8.2 to 8.8). */
final class MovieBox {
  private static final FourCc TRAK = FourCc.of("trak");
  private static final FourCc TKHD = FourCc.of("tkhd");
  private static final FourCc MDIA = FourCc.of("mdia");
  private static final FourCc MDHD = FourCc.of("mdhd");
  private static final FourCc HDLR = FourCc.of("hdlr");
  private static final FourCc MINF = FourCc.of("minf");
  private static final FourCc STBL = FourCc.of("stbl");
  private static final FourCc STSD = FourCc.of("stsd");
  private static final FourCc MVEX = FourCc.of("mvex");
  private static final FourCc TREX = FourCc.of("trex");
  private static final FourCc VIDE = FourCc.of("vide");
  private static final FourCc SOUN = FourCc.of("soun");
  private static final FourCc TEXT = FourCc.of("text");
  private static final FourCc WVTT = FourCc.of(Track.Text.WEB_VTT);
  private static final FourCc ELNG = FourCc.of("elng");

  private MovieBox() {}

  static List<Track> tracks(Box moov) throws MalformedBoxException {
    Map<Long, SampleDefaults> defaults = sampleDefaults(moov);
    List<Track> tracks = new ArrayList<>();
    for (Box trak : moov.children(TRAK)) {
      Track track = track(trak, defaults);
      if (tracks.stream().anyMatch(other -> other.id() == track.id())) {
        throw MalformedBoxException.of("track_ID", track.id(), "a different one in each track");
      }
      tracks.add(track);
    }
    if (tracks.isEmpty()) {
      throw MalformedBoxException.of("tracks", 0, "at least 1");
    }
    return tracks;
  }

  private static Map<Long, SampleDefaults> sampleDefaults(Box moov) throws MalformedBoxException {
    Map<Long, SampleDefaults> defaults = new HashMap<>();
    for (Box mvex : moov.children(MVEX)) {
      for (Box trex : mvex.children(TREX)) {
        Fields fields = trex.content().skip(4);
        long trackId = fields.u32();
        fields.skip(4); // default_sample_description_index
        long durationTicks = fields.u32();
        long sizeBytes = fields.u32();
        defaults.put(trackId, new SampleDefaults(durationTicks, sizeBytes, fields.s32()));
      }
    }
    return defaults;
  }

  private static Track track(Box trak, Map<Long, SampleDefaults> allDefaults)
      throws MalformedBoxException {
    long id = trackId(trak.descend(TKHD).content());
    Box mdia = trak.descend(MDIA);
    MediaHeader media = mediaHeader(mdia.descend(MDHD).content());
    long timescale = media.timescale;
    FourCc handler = mdia.descend(HDLR).content().skip(8).fourCc();
    SampleDefaults defaults = allDefaults.getOrDefault(id, SampleDefaults.NONE);
    if (handler.equals(VIDE)) {
      VisualEntry entry = VisualEntry.read(sampleEntry(mdia));
      return new Track.Video(id, timescale, defaults, entry.codec(), entry.resolution());
    }
    if (handler.equals(SOUN)) {
      AudioEntry entry = AudioEntry.read(sampleEntry(mdia), timescale);
      return new Track.Audio(
          id,
          timescale,
          defaults,
          entry.codec(),
          entry.sampleRateHz(),
          entry.channels(),
          media.language);
    }
    if (handler.equals(TEXT) && sampleEntry(mdia).type().equals(WVTT)) {
      return new Track.Text(
          id, timescale, defaults, Track.Text.WEB_VTT, extended(mdia).or(() -> media.language));
    }
    return new Track.Other(id, timescale, defaults, handler.toString());
  }

  /** With a region or a script: section 8.4.6. */
  private static Optional<String> extended(Box mdia) throws MalformedBoxException {
    Optional<Box> elng = mdia.child(ELNG);
    return elng.isEmpty()
        ? Optional.empty()
        : LanguageCode.checked(elng.get().content().skip(4).text());
  }

  /** Of the first track. */
  static List<Box> sampleEntries(Box moov) throws MalformedBoxException {
    return entries(moov.descend(TRAK, MDIA));
  }

  private static Box sampleEntry(Box mdia) throws MalformedBoxException {
    List<Box> entries = entries(mdia);
    if (entries.isEmpty()) {
      throw MalformedBoxException.of("stsd entries", 0, "at least 1");
    }
    return entries.getFirst();
  }

  private static List<Box> entries(Box mdia) throws MalformedBoxException {
    Box stsd = mdia.descend(MINF, STBL, STSD);
    stsd.content().skip(8); // version, flags, entry_count
    return stsd.children();
  }

  private static long trackId(Fields tkhd) throws MalformedBoxException {
    skipTimes(tkhd);
    long id = tkhd.u32();
    if (id == 0) {
      throw MalformedBoxException.of("track_ID", id, ">= 1");
    }
    return id;
  }

  private record MediaHeader(long timescale, Optional<String> language) {}

  private static MediaHeader mediaHeader(Fields mdhd) throws MalformedBoxException {
    int version = skipTimes(mdhd);
    long timescale = mdhd.u32();
    if (timescale == 0) {
      throw MalformedBoxException.of("mdhd timescale", timescale, ">= 1");
    }
    mdhd.skip(version == 1 ? 8 : 4); // duration
    return new MediaHeader(timescale, LanguageCode.tag(mdhd.u16()));
  }

  /**
   * Version and flags, then creation and modification time, whose width the version tells: it is
   * returned.
   */
  private static int skipTimes(Fields fields) throws MalformedBoxException {
    int version = fields.u8();
    fields.skip(3).skip(version == 1 ? 16 : 8);
    return version;
  }
}
