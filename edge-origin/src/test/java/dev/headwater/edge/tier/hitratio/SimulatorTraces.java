package dev.headwater.edge.tier.hitratio;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/**
 * The traces of the web kind that come with the simulator of Caffeine: one of HTTP objects with
 * sizes, and those of web shops without, where each object counts as one byte.
 */
final class SimulatorTraces {
  private static final String FOLDER = "/com/github/benmanes/caffeine/cache/simulator/parser/";

  private SimulatorTraces() {}

  private interface Format {
    void read(InputStream file, Trace.Recorder recorder, int maxRequests) throws IOException;
  }

  /** HTTP objects with sizes, from the authors of AdaptSize. */
  static Trace adaptSize() {
    return read(
        "adapt-size",
        "adapt_size/request.trace.xz",
        (file, recorder, _) -> TraceFile.read(file, recorder),
        Integer.MAX_VALUE);
  }

  /** A product page, in July ({@code web07}) or before Christmas ({@code web12}). */
  static Trace productPage(String month) {
    return read(
        month,
        "cache2k/" + month + ".trace.xz",
        (file, recorder, max) -> numbers(file, recorder, max, DataInputStream::readInt),
        Integer.MAX_VALUE);
  }

  /** The objects behind a web shop, {@code orm-busy} or {@code orm-night}. */
  static Trace shopObjects(String time, int maxRequests) {
    return read(
        time,
        "cache2k/" + time + ".trace.xz",
        (file, recorder, max) -> numbers(file, recorder, max, DataInputStream::readInt),
        maxRequests);
  }

  /** Recommendations and products asked for by shops' pages. */
  static Trace shopRequests(String name, String file, int maxRequests) {
    return read(
        name,
        "scarab/" + file,
        (input, recorder, max) -> numbers(input, recorder, max, DataInputStream::readLong),
        maxRequests);
  }

  private static Trace read(String name, String file, Format format, int maxRequests) {
    try (InputStream packed =
            Objects.requireNonNull(SimulatorTraces.class.getResourceAsStream(FOLDER + file), file);
        InputStream unpacked = new BufferedInputStream(new XZInputStream(packed), 1 << 16)) {
      Trace.Recorder recorder = new Trace.Recorder();
      format.read(unpacked, recorder, maxRequests);
      return recorder.trace(name);
    } catch (IOException e) {
      throw new IllegalStateException("trace " + file, e);
    }
  }

  private interface NumberFormat {
    long read(DataInputStream input) throws IOException;
  }

  private static void numbers(
      InputStream file, Trace.Recorder recorder, int maxRequests, NumberFormat format)
      throws IOException {
    DataInputStream input = new DataInputStream(file);
    try {
      while (recorder.requests() < maxRequests) {
        recorder.request(format.read(input), 1);
      }
    } catch (EOFException _) {
      return; // the file ends with its last number
    }
  }
}
