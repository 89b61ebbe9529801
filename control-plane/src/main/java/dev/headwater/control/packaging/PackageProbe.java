package dev.headwater.control.packaging;

import dev.headwater.control.packaging.check.WrongPackageException;
import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.PackageLayout;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads each rendition as a player would, by ffprobe, from its playlist on: whether all of it is
 * there. Blocks the virtual thread that asks.
 */
final class PackageProbe {
  private static final String ENTRIES =
      "stream=codec_name,width,height,sample_rate,nb_read_packets";

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
      compare(rendition, stream(rendition, playlist));
    }
  }

  private JsonObject stream(MeasuredRendition rendition, Path playlist) {
    StringBuilder report = new StringBuilder();
    List<String> command =
        List.of(
            settings.ffprobe(),
            "-v",
            "error",
            "-protocol_whitelist",
            "file",
            "-allowed_extensions",
            "ALL",
            "-count_packets",
            "-print_format",
            "json",
            "-show_entries",
            ENTRIES,
            "-i",
            "file:" + playlist.toAbsolutePath());
    ProgramEnd end =
        programs
            .run(
                command,
                line -> {
                  report.append(line).append('\n');
                  return true;
                })
            .await();
    if (end.killed()) {
      throw ProgramFailure.ofProbe(end);
    }
    if (!end.succeeded()) {
      throw new WrongPackageException(rendition.id() + " can't be read: " + end.errors());
    }
    try {
      return new JsonObject(report.toString()).getJsonArray("streams").getJsonObject(0);
    } catch (DecodeException | IndexOutOfBoundsException e) {
      throw new WrongPackageException(rendition.id() + " has no stream");
    }
  }

  private static void compare(MeasuredRendition rendition, JsonObject stream) {
    double packets = Double.parseDouble(stream.getString("nb_read_packets", "0"));
    double seconds =
        switch (rendition) {
          case MeasuredRendition.Video video -> {
            sizes(video, stream);
            yield packets * video.frameRate().denominator() / video.frameRate().numerator();
          }
          case MeasuredRendition.Audio _, MeasuredRendition.Text _ ->
              packets * SAMPLES_OF_A_PACKET / Double.parseDouble(stream.getString("sample_rate"));
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

  private static void sizes(MeasuredRendition.Video video, JsonObject stream) {
    String found = stream.getInteger("width", 0) + "x" + stream.getInteger("height", 0);
    String expected =
        video.track().resolution().width() + "x" + video.track().resolution().height();
    if (!found.equals(expected)) {
      throw new WrongPackageException(
          video.id() + ": a reader finds " + found + " (expected: " + expected + ")");
    }
  }
}
