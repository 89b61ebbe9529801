package dev.headwater.control.packaging;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a source is, by ffprobe. Blocks the virtual thread that asks. */
final class SourceProbe {
  /** Bytes read to find a container's tracks; more than any well-made file needs. */
  private static final String PROBE_BYTES = "50M";

  /** Microseconds of media looked at to find frame rates. */
  private static final String ANALYSED_MICROS = "20000000";

  /** What {@link ProbeReport} reads, and no more: tags may hold anything. */
  private static final String ENTRIES =
      "format=format_name,duration,start_time"
          + ":stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,field_order"
          + ",r_frame_rate,avg_frame_rate,start_time,duration,channels,sample_rate"
          + ":stream_disposition=default,forced,attached_pic,timed_thumbnails"
          + ":stream_tags=rotate,language,title:stream_side_data=rotation";

  /** A report of streams is small; one that isn't comes from a file made to hurt. */
  private static final int MAX_REPORT_CHARACTERS = 1 << 20;

  private final PackagingSettings settings;
  private final Programs programs;

  SourceProbe(PackagingSettings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /** Fails with PackagingException where the file can't be packaged, saying why. */
  SourceMedia probe(Path source) throws IOException {
    if (Files.size(source) == 0) {
      throw PackagingException.badSource("the file is empty");
    }
    StringBuilder report = new StringBuilder();
    ProgramEnd end =
        programs
            .run(
                command(source),
                line -> {
                  if (report.length() < MAX_REPORT_CHARACTERS) {
                    report.append(line).append('\n');
                  }
                  return false;
                })
            .await();
    if (!end.succeeded()) {
      throw ProgramFailure.ofProbe(end);
    }
    return accepted(read(report.toString()));
  }

  private List<String> command(Path source) {
    List<String> command = new ArrayList<>(List.of(settings.ffprobe(), "-v", "error"));
    command.addAll(settings.untrustedInput());
    command.addAll(List.of("-probesize", PROBE_BYTES, "-analyzeduration", ANALYSED_MICROS));
    command.addAll(List.of("-print_format", "json", "-show_entries", ENTRIES));
    command.addAll(List.of("-i", "file:" + source.toAbsolutePath()));
    return command;
  }

  private static SourceMedia read(String report) {
    try {
      return ProbeReport.read(new JsonObject(report));
    } catch (DecodeException | ClassCastException e) {
      throw PackagingException.badSource("the file's tracks can't be told");
    }
  }

  private SourceMedia accepted(SourceMedia media) {
    SourceLimits.refusal(media, settings)
        .ifPresent(refusal -> {
          throw PackagingException.badSource(refusal);
        });
    return media;
  }
}
