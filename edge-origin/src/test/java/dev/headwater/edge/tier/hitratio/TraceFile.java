package dev.headwater.edge.tier.hitratio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Traces as text: lines of time, name and bytes, as the webcachesim simulator reads them. */
final class TraceFile {
  private TraceFile() {}

  static Trace read(Path file) {
    Trace.Recorder recorder = new Trace.Recorder();
    try (InputStream text = Files.newInputStream(file)) {
      read(text, recorder);
    } catch (IOException e) {
      throw new IllegalStateException("trace " + file, e);
    }
    return recorder.trace(file.getFileName().toString());
  }

  static void read(InputStream text, Trace.Recorder recorder) {
    new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII))
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(part -> recorder.request(Long.parseLong(part[1]), Integer.parseInt(part[2])));
  }
}
