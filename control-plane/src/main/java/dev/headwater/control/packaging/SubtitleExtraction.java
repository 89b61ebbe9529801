package dev.headwater.control.packaging;

import dev.headwater.control.packaging.subtitles.CutSubtitles;
import dev.headwater.control.packaging.subtitles.UnfitSubtitlesException;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.MeasuredSegment;
import dev.headwater.media.webvtt.WebVtt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes renditions of the subtitles that are in a source: ffmpeg writes each track as one file of
 * WebVTT, which is cut where the media is. Blocks the virtual thread that asks.
 */
final class SubtitleExtraction {
  /** All that is said in a day is far less. */
  private static final int MAX_BYTES = 16 << 20;

  private final PackagingSettings settings;
  private final Programs programs;

  SubtitleExtraction(PackagingSettings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /**
   * Fails with PackagingException where a track can't be read.
   *
   * @param folder where each rendition gets a folder
   * @param lead whose segments they are cut like
   */
  List<EncodedSubtitles> extract(EncodePlan plan, Path source, Path folder, MeasuredRendition lead)
      throws IOException {
    List<EncodedSubtitles> extracted = new ArrayList<>();
    for (PlannedTrack<TextTrack> track : plan.texts()) {
      Path whole = folder.resolve(track.id() + ".vtt");
      ProgramEnd end = programs.run(command(track, source, whole), _ -> true).await();
      if (!end.succeeded()) {
        throw end.killed()
            ? ProgramFailure.ofEncoder(end)
            : unreadable(track, "they can't be decoded");
      }
      Path own = Files.createDirectories(folder.resolve(track.id()));
      extracted.add(cut(track, whole, own, Timeline.of(plan.source()), lead));
    }
    return extracted;
  }

  private List<String> command(PlannedTrack<TextTrack> track, Path source, Path output) {
    List<String> command =
        new ArrayList<>(List.of(settings.ffmpeg(), "-nostdin", "-v", "error", "-y"));
    // nothing may be said for a long time: that it reads on is told twice a second
    command.addAll(List.of("-progress", "pipe:1"));
    command.addAll(settings.untrustedInput());
    command.addAll(List.of("-i", "file:" + source, "-map", "0:" + track.source().index()));
    command.addAll(List.of("-c:s", "webvtt", "-fs", Integer.toString(MAX_BYTES)));
    command.addAll(List.of("-f", "webvtt", "file:" + output));
    return command;
  }

  private static EncodedSubtitles cut(
      PlannedTrack<TextTrack> track,
      Path whole,
      Path folder,
      Timeline timeline,
      MeasuredRendition lead)
      throws IOException {
    List<WebVtt> cut;
    try {
      Duration earlier = Duration.ofNanos(Math.round(timeline.audioShiftSeconds() * 1e9));
      cut = CutSubtitles.of(Files.readAllBytes(whole), earlier, lead.segments());
    } catch (UnfitSubtitlesException e) {
      throw unreadable(track, String.valueOf(e.getMessage()));
    }
    List<Path> files = new ArrayList<>();
    List<MeasuredSegment> measured = new ArrayList<>();
    for (int n = 0; n < cut.size(); n++) {
      byte[] bytes = cut.get(n).text().getBytes(StandardCharsets.UTF_8);
      files.add(Files.write(folder.resolve(n + ".vtt"), bytes));
      MeasuredSegment of = lead.segments().get(n);
      measured.add(new MeasuredSegment(of.start(), of.duration(), bytes.length, true));
    }
    TextTrack source = track.source();
    Track.Text text =
        new Track.Text(
            1,
            lead.track().timescale(),
            SampleDefaults.NONE,
            Track.Text.WEB_VTT,
            source.language());
    return new EncodedSubtitles(
        new MeasuredRendition.Text(
            track.id(), text, measured, track.name(), source.language(), source.forced()),
        files);
  }

  private static PackagingException unreadable(PlannedTrack<TextTrack> track, String why) {
    return PackagingException.badSource(
        "the subtitles '%s' (track %d of the file) can't be used: %s"
            .formatted(track.name(), track.source().index(), why));
  }
}
