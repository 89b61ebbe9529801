package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Moving pictures that ffmpeg has made: thirty a second, a key picture each two seconds, fragments
 * of a third of a second. No two are the same. Immutable.
 *
 * @param pieces the header, and then the fragments
 * @param frames a checksum of each picture as it is seen
 */
public record TestPictures(List<Buffer> pieces, List<String> frames) {

  /**
   * Makes them.
   *
   * @param hue in degrees, which tells them from others
   */
  public static TestPictures make(Path folder, int seconds, int hue) {
    Path file = folder.resolve("pictures-" + hue + ".mp4");
    ffmpeg(
        "-v error -f lavfi -i testsrc2=size=160x90:rate=30,hue=h=%d -t %d".formatted(hue, seconds)
            + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 60 -f mp4"
            + " -movflags +cmaf+empty_moov+default_base_moof+skip_trailer -frag_duration 333333 "
            + file);
    return new TestPictures(pieces(file), frames("", file));
  }

  private static List<Buffer> pieces(Path file) {
    try {
      Buffer whole = Buffer.buffer(Files.readAllBytes(file));
      List<Buffer> pieces = new ArrayList<>(List.of(Buffer.buffer()));
      for (int at = 0; at < whole.length(); at += whole.getInt(at)) {
        if (whole.getString(at + 4, at + 8).equals("moof")) {
          pieces.add(Buffer.buffer());
        }
        pieces.getLast().appendBuffer(whole.slice(at, at + whole.getInt(at)));
      }
      return pieces;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All of it. */
  Buffer whole() {
    Buffer whole = Buffer.buffer();
    pieces.forEach(whole::appendBuffer);
    return whole;
  }

  /** The pictures of what is encrypted with a key. */
  static List<String> frames(Path folder, Buffer media, byte[] key) {
    Path file = folder.resolve("encrypted.mp4");
    try {
      Files.write(file, media.getBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return frames("-decryption_key " + HexFormat.of().formatHex(key) + " ", file);
  }

  /** Read once, since fragments are found anew by seeking. */
  private static List<String> frames(String options, Path file) {
    return ffmpeg("-v error -seekable 0 " + options + "-i " + file + " -f framemd5 -")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  private static String ffmpeg(String arguments) {
    FfmpegPrograms programs = SharedEngines.ffmpeg();
    List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString(), "-nostdin", "-y"));
    command.addAll(List.of(arguments.split(" ", -1)));
    try {
      Path said = Files.createTempFile("ffmpeg", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
      builder.environment().putAll(programs.environment());
      Process running = builder.start();
      assertThat(running.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
      String text = Files.readString(said);
      Files.delete(said);
      return text;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
