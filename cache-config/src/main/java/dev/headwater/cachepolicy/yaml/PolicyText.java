package dev.headwater.cachepolicy.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The text of a policy, as a file has it. Immutable.
 *
 * @param name of the file, for messages
 */
public record PolicyText(String name, String yaml) {
  /** A hundred times the shipped policy; reading that much takes a moment. */
  public static final int MOST_CHARACTERS = 1 << 20;

  /** A comment or a tag without end is read character by character. */
  private static final int LONGEST_LINE = 1 << 16;

  /** Keys and values, twice as many as a policy with all overrides that there may be has. */
  private static final int MOST_EVENTS = 1 << 16;

  /** Four times the deepest of a policy: what nests deeper is no policy, and costs stack. */
  private static final int DEEPEST = 16;

  /** Longer than any name, path or tag has to be. */
  private static final int LONGEST = 256;

  private static final int VERSION_BYTES = 6;

  /**
   * The text of a file, of which no more is read than a policy may have: it may be a pipe, or a
   * device without an end.
   *
   * @throws IOException where it can't be read
   */
  public static PolicyText of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_CHARACTERS + 1);
      if (bytes.length > MOST_CHARACTERS) {
        throw new PolicyException(
            "%s:%d: more than %d bytes (expected: at most so many)"
                .formatted(file, line(bytes, MOST_CHARACTERS), MOST_CHARACTERS));
      }
      return new PolicyText(file.toString(), decoded(file, bytes));
    }
  }

  private static String decoded(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    if (decoder.decode(in, out, true).isError() || decoder.flush(out).isError()) {
      throw new PolicyException(
          "%s:%d: not UTF-8 (expected: YAML)".formatted(file, line(bytes, in.position())));
    }
    return out.flip().toString();
  }

  private static int line(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  /** What tells it from others, for people to compare: the first digits of its SHA-256. */
  public String version() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The document in it; null where it is empty. */
  @Nullable Node document() {
    if (yaml.length() > MOST_CHARACTERS) {
      throw new PolicyException(
          "%s:%d: %d characters (expected: at most %d)"
              .formatted(name, line(MOST_CHARACTERS), yaml.length(), MOST_CHARACTERS));
    }
    checkLines();
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(name)
              .setCodePointLimit(MOST_CHARACTERS)
              .setAllowRecursiveKeys(false)
              .setMaxAliasesForCollections(MOST_EVENTS) // nothing is copied for them
              .build();
      check(new Parse(settings).parseString(yaml));
      return new Compose(settings).composeString(yaml).orElse(null);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new PolicyException(name + line + ": " + e.getProblem() + " (expected: YAML)");
    } catch (ReaderException e) {
      throw new PolicyException(
          "%s:%d: the character U+%04X (expected: YAML)"
              .formatted(
                  name, line(yaml.offsetByCodePoints(0, e.getPosition())), e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new PolicyException(name + ": " + e.getMessage());
    }
  }

  private void checkLines() {
    int line = 0;
    for (String text : yaml.split("\n", -1)) {
      line++;
      if (text.length() > LONGEST_LINE) {
        throw new PolicyException(
            "%s:%d: a line of %d characters (expected: at most %d)"
                .formatted(name, line, text.length(), LONGEST_LINE));
      }
    }
  }

  /** Before it is made of them: that takes a stack as deep as they nest. */
  private void check(Iterable<Event> events) {
    int depth = 0;
    int count = 0;
    for (Event event : events) {
      if (++count > MOST_EVENTS) {
        throw error(event, "more than " + MOST_EVENTS + " values (expected: at most so many)");
      } else if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw error(event, "nested too deep (expected: at most " + DEEPEST + " levels)");
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof ScalarEvent text && text.getValue().length() > LONGEST) {
        throw error(
            event,
            "a text of %d characters (expected: at most %d)"
                .formatted(text.getValue().length(), LONGEST));
      }
    }
  }

  private PolicyException error(Event event, String message) {
    String line = event.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return new PolicyException(name + line + ": " + message);
  }

  private int line(int offset) {
    return 1 + (int) yaml.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
