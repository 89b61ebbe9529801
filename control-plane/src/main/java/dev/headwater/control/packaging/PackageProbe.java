package dev.headwater.control.packaging;

import dev.headwater.control.packaging.check.WrongPackageException;
import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.PackageLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads each rendition as a player would, by ffprobe, from its playlist on: whether all of it is
 * there. Blocks the virtual thread that asks.
 */
final class PackageProbe {
  /** A line for each packet, which tells that it gets on, and one for the stream. */
  private static final String ENTRIES = "packet=size:stream=width,height,sample_rate";

  /** ISO/IEC 14496-3, AAC-LC. */
  private static final double SAMPLES_OF_A_PACKET = 1024;

  /** Priming and padding of sound, and the last frame of pictures. */
  private static final double TOLERANCE_SECONDS = 0.1;

  private final PackagingSettings settings;
  private final Programs programs;

  PackageProbe(PackagingSettings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /**
   * Fails with WrongPackageException where it isn't.
   *
   * @param folder where its renditions lie; gets their playlists
   */
  void check(EncodedPackage encoded, Path folder) throws IOException {
    for (MeasuredRendition rendition : encoded.presentation().renditions()) {
      if (rendition instanceof MeasuredRendition.Text) {
        continue; // files of their own, that nothing has to decode
      }
      Path playlist = folder.resolve(PackageLayout.mediaPlaylist(rendition.id()));
      Files.writeString(playlist, encoded.presentation().mediaPlaylist(rendition).text());
      compare(rendition, read(rendition, playlist));
    }
  }

  /** What ffprobe writes of one rendition. Confined to the thread that reads it. */
  private static final class Report implements Predicate<String> {
    private long packets;
    private Map<String, String> stream = Map.of();

    @Override
    public boolean test(String line) {
      if (line.startsWith("packet|")) {
        packets++;
      } else if (line.startsWith("stream|")) {
        stream =
            Arrays.stream(line.split("\\|", -1))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (one, _) -> one));
      }
      return true;
    }

    String field(String name) {
      return stream.getOrDefault(name, "0");
    }
  }

  private Report read(MeasuredRendition rendition, Path playlist) {
    Report report = new Report();
    List<String> command = new ArrayList<>(List.of(settings.ffprobe(), "-v", "error"));
    command.addAll(List.of("-protocol_whitelist", "file", "-allowed_extensions", "ALL"));
    command.addAll(List.of("-print_format", "compact", "-show_entries", ENTRIES));
    command.addAll(List.of("-i", "file:" + playlist.toAbsolutePath()));
    ProgramEnd end = programs.run(command, report).await();
    if (end.killed()) {
      throw ProgramFailure.ofProbe(end);
    }
    if (!end.succeeded()) {
      throw new WrongPackageException(rendition.id() + " can't be read: " + end.errors());
    }
    if (report.stream.isEmpty()) {
      throw new WrongPackageException(rendition.id() + " has no stream");
    }
    return report;
  }

  private static void compare(MeasuredRendition rendition, Report report) {
    double seconds =
        switch (rendition) {
          case MeasuredRendition.Video video -> {
            sizes(video, report);
            yield (double) report.packets
                * video.frameRate().denominator()
                / video.frameRate().numerator();
          }
          case MeasuredRendition.Audio _, MeasuredRendition.Text _ ->
              report.packets
                  * SAMPLES_OF_A_PACKET
                  / Double.parseDouble(report.field("sample_rate"));
        };
    double expected = rendition.duration().seconds();
    if (Math.abs(seconds - expected) > TOLERANCE_SECONDS) {
      throw new WrongPackageException(
          String.format(
              Locale.ROOT,
              "%s: a reader finds %.3f s (expected: %.3f s)",
              rendition.id(),
              seconds,
              expected));
    }
  }

  private static void sizes(MeasuredRendition.Video video, Report report) {
    String found = report.field("width") + "x" + report.field("height");
    String expected =
        video.track().resolution().width() + "x" + video.track().resolution().height();
    if (!found.equals(expected)) {
      throw new WrongPackageException(
          video.id() + ": a reader finds " + found + " (expected: " + expected + ")");
    }
  }
}
