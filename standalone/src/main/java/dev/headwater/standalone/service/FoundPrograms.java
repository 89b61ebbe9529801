package dev.headwater.standalone.service;

import dev.headwater.control.packaging.PackagingSettings;
import dev.headwater.engines.EngineCache;
import dev.headwater.engines.EngineException;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.standalone.CommandFailure;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the encoder of a worker whose settings name none, as {@code headwater up} does. */
final class FoundPrograms {
  private FoundPrograms() {}

  /** May unpack the bundled programs. */
  static PackagingSettings of(PackagingSettings settings) {
    if (!settings.anyProgramsDo()) {
      return settings;
    }
    try {
      FfmpegPrograms found = FfmpegPrograms.locate(EngineCache.ofUser());
      return settings.with(
          found.ffmpeg(),
          found.ffprobe(),
          Optional.ofNullable(found.environment().get("LD_LIBRARY_PATH")).map(Path::of));
    } catch (EngineException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
