package dev.headwater.control.packaging;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Finds out at the start whether the programs run, rather than at the first job. Blocks. */
final class ProgramCheck {
  private ProgramCheck() {}

  static void run(PackagingSettings settings) throws IOException, InterruptedException {
    check(settings, "ffmpeg", settings.ffmpeg());
    check(settings, "ffprobe", settings.ffprobe());
  }

  private static void check(PackagingSettings settings, String key, String program)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program, "-version");
    builder.environment().putAll(settings.environment());
    builder.redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IOException("it ended with status " + status);
      }
    } catch (IOException e) {
      throw new IOException(key + ": '" + program + "' does not run (expected: " + key + ")", e);
    }
  }
}
