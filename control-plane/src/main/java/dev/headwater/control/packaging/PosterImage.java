package dev.headwater.control.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a frame that isn't black from a rendition that is already encoded. Blocks the virtual
 * thread that asks.
 */
final class PosterImage {
  static final String FILE = "poster.jpg";

  /** Where to look, in shares of the whole: past the titles first. */
  private static final List<Double> PLACES = List.of(0.1, 0.3, 0.5, 0.8);

  /** Mean luma, of 255, above which a frame shows something; black is 16. */
  private static final int DARKEST = 32;

  private static final int MAX_WIDTH = 1280;

  private final PackagingSettings settings;
  private final Programs programs;

  PosterImage(PackagingSettings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /** Empty where no frame can be taken; a dark one is better than none. */
  Optional<Path> take(EncodedRendition rendition, Path folder) throws IOException {
    List<Path> segments = rendition.segments();
    Path image = folder.resolve(FILE);
    for (double place : PLACES) {
      Path piece = piece(rendition, segments.get((int) (place * segments.size())), folder);
      if (taken(piece, image, "," + bright())) {
        return Optional.of(image);
      }
    }
    Path first = piece(rendition, segments.getFirst(), folder);
    return taken(first, image, "") ? Optional.of(image) : Optional.empty();
  }

  private static Path piece(EncodedRendition rendition, Path segment, Path folder)
      throws IOException {
    Path piece = folder.resolve("poster.mp4");
    try (OutputStream out = Files.newOutputStream(piece)) {
      Files.copy(rendition.initialization(), out);
      Files.copy(segment, out);
    }
    return piece;
  }

  private static String bright() {
    return "signalstats,metadata=mode=select:key=lavfi.signalstats.YAVG:value="
        + DARKEST
        + ":function=greater";
  }

  private boolean taken(Path piece, Path image, String choice) throws IOException {
    String filters = "scale=w='min(iw," + MAX_WIDTH + ")':h=-2" + choice;
    List<String> command =
        new ArrayList<>(List.of(settings.ffmpeg(), "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of("-i", "file:" + piece, "-an", "-vf", filters, "-frames:v", "1"));
    command.addAll(List.of("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p"));
    command.addAll(List.of("-f", "image2", "-update", "1", "file:" + image));
    ProgramEnd end = programs.run(command, _ -> false).await();
    if (end.killed()) {
      throw ProgramFailure.ofEncoder(end);
    }
    return end.succeeded() && Files.isRegularFile(image) && Files.size(image) > 0;
  }
}
