package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.request.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Segments 5 to 8 last two seconds each, from second 10 on; then the encoder was away, and 9 to 11
 * begin at second 30. The open segment, 12, begins at second 36.
 */
class ExcerptTest {
  private static final Duration TWO = Duration.ofSeconds(2);
  private static final Terms TERMS =
      new Terms(
          TWO,
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));

  private static RenditionView view(long firstNumber, boolean ended) {
    List<Segment> segments = new ArrayList<>();
    for (long i = 0; i < 7; i++) {
      boolean later = i >= 4;
      long at = later ? 30 + 2 * (i - 4) : 10 + 2 * i;
      segments.add(
          new Segment(
              firstNumber + i,
              later ? "f" : "e",
              Duration.ofSeconds(at),
              TWO,
              Instant.ofEpochSecond(at),
              i == 4,
              false,
              1,
              List.of()));
    }
    Optional<RenditionView.Open> open =
        ended
            ? Optional.empty()
            : Optional.of(
                new RenditionView.Open(
                    firstNumber + 7,
                    "f",
                    Instant.ofEpochSecond(36),
                    false,
                    Duration.ofSeconds(2),
                    List.of()));
    return new RenditionView("v", TERMS, segments, 3, open, "f", ended);
  }

  private static Window window(long from, @Nullable Long to) {
    return new Window(
        Instant.ofEpochSecond(from), Optional.ofNullable(to).map(Instant::ofEpochSecond));
  }

  private static String told(Excerpt excerpt, RenditionView view) {
    return switch (excerpt) {
      case Excerpt.Left _ -> "left";
      case Excerpt.Ahead _ -> "ahead";
      case Excerpt.Nothing _ -> "nothing";
      case Excerpt.Covered covered -> {
        RenditionView cut = covered.of(view);
        String numbers =
            cut.segments().stream()
                .map(segment -> Long.toString(segment.number()))
                .collect(Collectors.joining(" "));
        yield numbers
            + (cut.open().isPresent() ? " open" : "")
            + (cut.ended() ? " ended" : "")
            + (covered.whole() ? "" : " cut")
            + " after "
            + cut.discontinuitySequence();
      }
    };
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    // from only
    "10, , 5 6 7 8 9 10 11 open after 3",
    "13, , 6 7 8 9 10 11 open after 3",
    "14, , 7 8 9 10 11 open after 3",
    "20, , 9 10 11 open after 3",
    "32, , 10 11 open after 4",
    "39, , ' open after 4'",
    "40, , ahead",
    "4, , 5 6 7 8 9 10 11 open cut after 3",
    // both, to past
    "10, 14, 5 6 ended after 3",
    "11, 15, 5 6 7 ended after 3",
    "16, 31, 8 9 ended after 3",
    "16, 20, 8 ended after 3",
    "34, 36, 11 ended after 4",
    "4, 12, 5 ended cut after 3",
    // to in what is not there yet
    "34, 37, 11 open after 4",
    "34, 99, 11 open after 4",
    // nothing of it
    "4, 10, left",
    "0, 3, left",
    "20, 28, nothing",
    "50, 60, ahead",
  })
  void aWindowHasTheSegmentsThatHaveAnyOfIt(long from, @Nullable Long to, String has) {
    RenditionView view = view(5, false);
    assertThat(told(Excerpt.of(window(from, to), view), view)).isEqualTo(has);
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "10, , 5 6 7 8 9 10 11 ended after 3",
    "34, 99, 11 ended after 4",
    "38, , ahead",
  })
  void withItsChannelEachWindowEnds(long from, @Nullable Long to, String has) {
    RenditionView view = view(5, true);
    assertThat(told(Excerpt.of(window(from, to), view), view)).isEqualTo(has);
  }

  @Test
  void beforeTheFirstSegmentOfAChannelNothingWasLost() {
    RenditionView view = view(0, false);
    assertThat(told(Excerpt.of(window(0, 12L), view), view)).isEqualTo("0 ended after 3");
    assertThat(told(Excerpt.of(window(0, 6L), view), view)).isEqualTo("nothing");
  }

  /** Its last segments come a moment later than those of who leads. */
  @Test
  void anotherRenditionEndsOnceItHasTheSameNumbers() {
    Excerpt.Covered covered = (Excerpt.Covered) Excerpt.of(window(14, 34L), view(5, false));
    RenditionView all = view(5, false);
    RenditionView behind =
        new RenditionView(
            "a", TERMS, all.segments().subList(0, 5), 3, Optional.empty(), "f", false);
    assertThat(covered.settled()).isTrue();
    assertThat(told(covered, all)).isEqualTo("7 8 9 10 ended after 3");
    assertThat(told(covered, behind)).isEqualTo("7 8 9 after 3");
  }
}
