package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeDecisionTest {
  @ParameterizedTest(name = "{3}: {0} of {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Range | size | first-last of each part | section of RFC 9110
        "bytes=0-499|10000|0-499|14.1.2",
        "bytes=500-999|10000|500-999|14.1.2",
        "bytes=-500|10000|9500-9999|14.1.2",
        "bytes=9500-|10000|9500-9999|14.1.2",
        "bytes=0-0,-1|10000|0-0 9999-9999|14.1.2",
        "bytes= 0-999, 4500-5499, -1000|10000|0-999 4500-5499 9000-9999|14.1.2",
        "bytes=500-600,601-999|10000|500-999|14.1.2 adjacent",
        "bytes=500-700,601-999|10000|500-999|14.1.2 overlapping",
        "bytes=0-|10|0-9|14.1.2 all of it",
        "bytes=-100|10|0-9|14.1.2 a longer suffix is everything",
        "bytes=5-100|10|5-9|14.1.2 cut at the end",
        "bytes=5-99999999999999999999999|10|5-9|14.1.1 any number of digits",
        "bytes=-99999999999999999999999|10|0-9|14.1.1 any number of digits",
        "bytes=99999999999999999999999-|10|416|14.1.1 any number of digits",
        "bytes=10000000000000000000000000-|10|416|14.1.1 any number of digits",
        "bytes=10-|10|416|15.5.17",
        "bytes=10-20|10|416|15.5.17",
        "bytes=10-20,30-|10|416|15.5.17 none of several",
        "bytes=10-20,3-4|10|3-4|14.1.2 one of several",
        "bytes=-0|10|416|14.1.2 an empty suffix",
        "bytes=0-|0|416|14.1.2 nothing there",
        "bytes=-5|0|200|14.1.2 all of nothing",
        "bytes=-0|0|416|14.1.2 nothing of nothing",
        "Bytes=0-1|10|0-1|14.1 units have no case",
        "bytes=0-1,|10|0-1|5.6.1.2 empty element",
        "bytes=,0-1|10|0-1|5.6.1.2 empty element",
        "bytes=0-1 , 2-3 |10|0-3|5.6.1 whitespace",
        "items=0-1|10|200|14.2 another unit",
        "bytes|10|200|14.2 malformed",
        "bytes=|10|200|14.2 malformed",
        "bytes=,|10|200|14.2 malformed",
        "bytes=-|10|200|14.2 malformed",
        "bytes=5|10|200|14.2 malformed",
        "bytes=5-3|10|200|14.1.1 invalid",
        "bytes=0-1,5-3|10|200|14.1.1 one that is invalid spoils all",
        "bytes=0-1;2-3|10|200|14.2 malformed",
        "bytes=0 -1|10|200|14.2 malformed",
        "bytes=+0-1|10|200|14.2 malformed",
        "bytes=0x0-1|10|200|14.2 malformed",
        "bytes=--1|10|200|14.2 malformed",
        "bytes=0-1-2|10|200|14.2 malformed",
        "bytes=0-1, bytes=2-3|10|200|14.2 two lines",
        "bytes=8000-8001,0-1,4000-4001|10000|8000-8001 0-1 4000-4001|15.3.7.2 order kept",
        "bytes=4000-4100,0-1,4050-5000|10000|4000-5000 0-1|15.3.7.2 coalesced at the first",
        "bytes=0-1,2-3|10000|0-3|15.3.7.2 ranges that touch",
        "bytes=0-1,3-4|10000|0-1 3-4|15.3.7.2 ranges that do not",
        "bytes=0-9999,0-9999,0-9999|10000|0-9999|17.15 the same again",
      })
  void rangesAreDecided(String field, long size, String expected, String section) {
    assertThat(text(RangeDecision.of(field, size))).as(section).isEqualTo(expected);
  }

  @Test
  void withoutAFieldTheAnswerIsWhole() {
    assertThat(RangeDecision.of((String) null, 10)).isEqualTo(new RangeDecision.Whole());
  }

  @Test
  void tooManyRangesAreIgnored() {
    String most = "bytes=" + "0-0,".repeat(RangeDecision.MAX_RANGES - 1) + "1000-1000";
    assertThat(text(RangeDecision.of(most, 10_000))).isEqualTo("0-0 1000-1000");
    assertThat(RangeDecision.of(most + ",5-5", 10_000))
        .as("RFC 9110, 17.15")
        .isEqualTo(new RangeDecision.Whole());
  }

  private static String text(RangeDecision decision) {
    return switch (decision) {
      case RangeDecision.Whole _ -> "200";
      case RangeDecision.Unsatisfiable _ -> "416";
      case RangeDecision.Single(ByteSpan span) -> text(List.of(span));
      case RangeDecision.Several(List<ByteSpan> spans) -> text(spans);
    };
  }

  private static String text(List<ByteSpan> spans) {
    return spans.stream()
        .map(span -> span.from() + "-" + span.last())
        .collect(Collectors.joining(" "));
  }
}
