package dev.headwater.media.hls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A text to which the lines of a playlist are appended. Confined to one thread. */
final class PlaylistText {
  /** The first decimal of a second, in nanoseconds. */
  private static final int TENTH = 100_000_000;

  private final StringBuilder text = new StringBuilder();

  PlaylistText line(String line) {
    text.append(line).append('\n');
    return this;
  }

  PlaylistText tag(Tag tag, Object value) {
    return begin(tag).line(value.toString());
  }

  PlaylistText tag(Tag tag, Instant at) {
    Moment.append(begin(tag).text, at);
    return line("");
  }

  PlaylistText tag(Tag tag, Duration duration, String rest) {
    appendSeconds(begin(tag).text, duration);
    return line(rest);
  }

  /** A tag without a value. */
  PlaylistText flag(Tag tag, boolean present) {
    return present ? line(tag.line()) : this;
  }

  /** A tag with an attribute list (section 4.2), which {@link Attributes#end} ends. */
  Attributes attributes(Tag tag) {
    return begin(tag).new Attributes();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private PlaylistText begin(Tag tag) {
    text.append(tag.line()).append(':');
    return this;
  }

  /** Exact to the nanosecond, without zeros at the end: {@code 4}, {@code 3.999583333}. */
  private static void appendSeconds(StringBuilder text, Duration duration) {
    if (duration.isNegative()) {
      text.append('-');
    }
    Duration length = duration.abs();
    text.append(length.getSeconds());
    int nanos = length.getNano();
    if (nanos > 0) {
      text.append('.');
    }
    for (int unit = TENTH; nanos > 0; unit /= 10) {
      text.append((char) ('0' + nanos / unit));
      nanos %= unit;
    }
  }

  /** The attributes of the tag that the text ends with. */
  final class Attributes {
    private boolean first = true;

    Attributes plain(String name, Object value) {
      name(name).append(value);
      return this;
    }

    Attributes plain(String name, long value) {
      name(name).append(value);
      return this;
    }

    Attributes plain(String name, OptionalLong value) {
      return value.isPresent() ? plain(name, value.getAsLong()) : this;
    }

    Attributes quoted(String name, String value) {
      name(name).append('"').append(value).append('"');
      return this;
    }

    Attributes quoted(String name, Optional<String> value) {
      return value.isPresent() ? quoted(name, value.get()) : this;
    }

    Attributes seconds(String name, Duration value) {
      appendSeconds(name(name), value);
      return this;
    }

    Attributes seconds(String name, Optional<Duration> value) {
      return value.isPresent() ? seconds(name, value.get()) : this;
    }

    Attributes date(String name, Instant value) {
      Moment.append(name(name).append('"'), value);
      text.append('"');
      return this;
    }

    /** Written only where it says YES: the absence of these says NO. */
    Attributes flag(String name, boolean value) {
      return value ? plain(name, "YES") : this;
    }

    void end() {
      text.append('\n');
    }

    private StringBuilder name(String name) {
      text.append(first ? "" : ",").append(name).append('=');
      first = false;
      return text;
    }
  }
}
