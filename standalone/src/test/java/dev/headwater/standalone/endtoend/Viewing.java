package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One play of a title from beginning to end: the multivariant playlist, and everything that it
 * leads to, playlists, initialization sections and segments of all renditions, each once and each
 * held against what lies in the store. For one thread.
 */
final class Viewing {
  /** A picture that stands still for longer than a segment lasts. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Of tags that refer to something: renditions, I-frame lists, initialization sections. */
  private static final Pattern ATTRIBUTE = Pattern.compile("URI=\"([^\"]+)\"");

  private final PlayedTitle title;
  private final Deque<URI> next = new ArrayDeque<>();
  private final Set<URI> known = new HashSet<>();

  private Viewing(PlayedTitle title) {
    this.title = title;
  }

  static Viewing of(URI edge, PlayedTitle title) {
    Viewing viewing = new Viewing(title);
    viewing.add(URI.create(edge + title.hls()));
    return viewing;
  }

  /**
   * What one request came to.
   *
   * @param note what the node says of its cache
   * @param nanos until the last byte
   * @param error empty where the answer was right
   */
  record Answer(String note, long nanos, Optional<String> error) {
    boolean hit() {
      return note.contains("; hit") || note.contains(";hit");
    }

    boolean fromRedis() {
      return note.contains("detail=redis");
    }
  }

  boolean goesOn() {
    return !next.isEmpty();
  }

  /** Without a pause, to the end. */
  void playOut(Playing playing) {
    while (goesOn()) {
      playing.add(step());
    }
  }

  /** Asks for what comes next. */
  Answer step() {
    URI address = next.removeFirst();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    long begun = System.nanoTime();
    try {
      HttpResponse<byte[]> response = Http.send(request);
      long nanos = System.nanoTime() - begun;
      Optional<String> error = error(response);
      if (error.isEmpty() && address.getPath().endsWith(".m3u8")) {
        references(response.body()).map(address::resolve).forEach(this::add);
      }
      return new Answer(
          response.headers().firstValue("Cache-Status").orElse(""),
          nanos,
          error.map(what -> address + ": " + what));
    } catch (IOException e) {
      return new Answer("", System.nanoTime() - begun, Optional.of(address + ": " + e));
    }
  }

  private Optional<String> error(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      return Optional.of("status " + response.statusCode());
    }
    boolean right =
        title
            .expected(response.uri())
            .filter(bytes -> Arrays.equals(bytes, response.body()))
            .isPresent();
    return right ? Optional.empty() : Optional.of("other bytes than those in the store");
  }

  private void add(URI address) {
    if (known.add(address)) {
      next.add(address);
    }
  }

  private static Stream<String> references(byte[] playlist) {
    return new String(playlist, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty))
        .flatMap(line ->
            line.startsWith("#")
                ? ATTRIBUTE.matcher(line).results().map((MatchResult found) -> found.group(1))
                : Stream.of(line));
  }
}
