package dev.headwater.media.webvtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses one file: its header, then its blocks (section 4.1). Confined to one thread. */
final class WebVttParser {
  private static final Pattern SIGNATURE = Pattern.compile("WEBVTT(?:[ \t].*)?");
  private static final Pattern LOOK = Pattern.compile("(?:STYLE|REGION)[ \t]*");
  private static final Pattern NOTE = Pattern.compile("NOTE(?:[ \t].*)?");
  private static final Pattern TIMING =
      Pattern.compile("[ \t]*([0-9:.]+)[ \t]+-->[ \t]+([0-9:.]+)(?:[ \t]+(.*))?");

  private final String[] lines;
  private int at;
  private Optional<TimestampMap> map = Optional.empty();
  private final List<String> looks = new ArrayList<>();
  private final List<Cue> cues = new ArrayList<>();

  WebVttParser(String text) {
    this.lines = text.split("\n", -1);
  }

  WebVtt parse() throws MalformedWebVttException {
    if (!SIGNATURE.matcher(lines[0]).matches()) {
      throw malformed(0, "WEBVTT");
    }
    for (at = 1; at < lines.length && !lines[at].isEmpty(); at++) {
      header(lines[at]);
    }
    while (at < lines.length) {
      if (lines[at].isEmpty()) {
        at++;
      } else {
        block();
      }
    }
    return new WebVtt(map, looks, cues);
  }

  /** Others than the map are of systems that we don't know. */
  private void header(String line) throws MalformedWebVttException {
    if (line.contains(Cue.ARROW)) {
      throw malformed(at, "an empty line before the first cue");
    }
    String name = TimestampMap.NAME + "=";
    if (line.startsWith(name)) {
      map = TimestampMap.parse(line.substring(name.length()));
      if (map.isEmpty()) {
        throw malformed(at, name + "MPEGTS:n,LOCAL:hh:mm:ss.ttt");
      }
    }
  }

  private void block() throws MalformedWebVttException {
    String first = lines[at];
    if (NOTE.matcher(first).matches()) {
      content();
    } else if (LOOK.matcher(first).matches()) {
      looks.add(content());
    } else {
      cue();
    }
  }

  /** Up to the next empty line. */
  private String content() throws MalformedWebVttException {
    int from = at;
    while (at < lines.length && !lines[at].isEmpty()) {
      if (lines[at].contains(Cue.ARROW)) {
        throw malformed(at, "no arrow but in the times of a cue");
      }
      at++;
    }
    return String.join("\n", List.of(lines).subList(from, at));
  }

  private void cue() throws MalformedWebVttException {
    String id = lines[at].contains(Cue.ARROW) ? "" : lines[at++];
    if (at == lines.length) {
      throw malformed(at - 1, "the times of a cue");
    }
    Matcher timing = TIMING.matcher(lines[at]);
    if (!timing.matches()) {
      throw malformed(at, "start --> end of a cue, such as 00:01.000 --> 00:02.500");
    }
    Duration start = time(timing.group(1));
    Duration end = time(timing.group(2));
    if (end.compareTo(start) <= 0) {
      throw malformed(at, "a cue that ends after its start");
    }
    String settings = timing.group(3) == null ? "" : timing.group(3).strip();
    if (settings.contains(Cue.ARROW)) {
      throw malformed(at, "one arrow");
    }
    at++;
    cues.add(new Cue(start, end, id, settings, content()));
  }

  private Duration time(String text) throws MalformedWebVttException {
    Optional<Duration> time = Timestamp.parse(text);
    if (time.isEmpty()) {
      throw malformed(at, "times such as 00:01.000 or 01:00:01.000");
    }
    return time.get();
  }

  private MalformedWebVttException malformed(int line, String expected) {
    return MalformedWebVttException.of(line + 1, "'" + lines[line] + "'", expected);
  }
}
