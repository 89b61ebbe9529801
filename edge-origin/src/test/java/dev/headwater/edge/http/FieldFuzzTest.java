package dev.headwater.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.headwater.edge.http.conditional.Preconditions;
import dev.headwater.edge.http.conditional.Validators;
import dev.headwater.edge.http.forward.ClientFacts;
import dev.headwater.edge.http.forward.ForwardingDecision;
import dev.headwater.edge.http.forward.RequestForwarding;
import dev.headwater.edge.http.message.EntityTag;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.HttpDate;
import dev.headwater.edge.http.message.ListElements;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.negotiation.AcceptEncoding;
import dev.headwater.edge.http.negotiation.ContentCoding;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.http.range.Coverage;
import dev.headwater.edge.http.range.RangeDecision;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever a field says, reading it ends in a value that holds what its type promises. */
class FieldFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Pieces that the grammars are made of, and some that break them. */
  private static final List<String> PIECES =
      List.of(
          "bytes",
          "bytes=",
          "bytes ",
          "-",
          "/",
          "*",
          "0",
          "1",
          "9",
          "500",
          "9".repeat(25),
          "9223372036854775807",
          ",",
          ", ",
          ";",
          "=",
          "\"",
          "\\",
          "W/",
          "w/",
          "\"a\"",
          "\"b\"",
          " ",
          "\t",
          "\u0000",
          "\u007F",
          "é",
          "\uD800",
          "GMT",
          "UTC",
          "Sun",
          "Sunday",
          "Nov",
          "06",
          "94",
          "1994",
          "08:49:37",
          ":",
          "gzip",
          "br",
          "identity",
          "q=",
          ";q=0",
          "0.5",
          "edge.example",
          "100-continue",
          "trailers",
          "Connection",
          "close",
          "Host");

  /** Valid values, to be damaged. */
  private static final List<String> SAMPLES =
      List.of(
          "Sun, 06 Nov 1994 08:49:37 GMT",
          "Sunday, 06-Nov-94 08:49:37 GMT",
          "Sun Nov  6 08:49:37 1994",
          "\"a,b\", W/\"c\", \"d\"",
          "0-499, 500-999, -1, 1500-",
          "0-9/100",
          "*/100",
          "br;q=0.5, gzip;q=0.8, identity;q=0, *;q=0.1",
          "edge.example; v=1, other",
          "keep-alive, X-Hop");

  private static final String[] NAMES = {
    "If-Match",
    "If-None-Match",
    "If-Modified-Since",
    "If-Unmodified-Since",
    "If-Range",
    "Range",
    "Connection",
    "CDN-Loop",
    "Via",
    "Expect",
    "Max-Forwards",
    "TE",
    "X-Forwarded-For",
    "ETag",
    "Last-Modified",
    "Date",
    "Accept-Encoding",
    "Content-Range",
    "Content-Length"
  };

  @Test
  void rangesLieWithinAndApart() {
    fuzz(
        14,
        (text, random) -> {
          long size = random.nextBoolean() ? random.nextInt(2_000) : random.nextLong(1L << 62);
          List<ByteSpan> spans =
              switch (RangeDecision.of("bytes=" + text, size)) {
                case RangeDecision.Whole _, RangeDecision.Unsatisfiable _ -> List.of();
                case RangeDecision.Single(ByteSpan span) -> List.of(span);
                case RangeDecision.Several(List<ByteSpan> several) -> several;
              };
          Coverage coverage = Coverage.nothing();
          for (ByteSpan span : spans) {
            assertThat(span.end()).isLessThanOrEqualTo(size);
            assertThat(coverage.missing(span)).containsExactly(span);
            coverage = coverage.plus(span);
          }
          return spans.size() > 1;
        });
  }

  @Test
  void contentRangesSayWhatTheyWereReadFrom() {
    fuzz(
        144,
        (text, _) -> {
          Optional<ContentRange> range = ContentRange.parse("bytes " + text);
          assertThat(range.map(Object::toString).flatMap(ContentRange::parse)).isEqualTo(range);
          return range.isPresent();
        });
  }

  @Test
  void datesAreWholeSecondsThatAreReadAgain() {
    fuzz(
        567,
        (text, _) -> {
          OptionalLong date = HttpDate.parse(text, 0);
          date.ifPresent(
              millis -> assertThat(HttpDate.parse(HttpDate.format(millis), 0)).isEqualTo(date));
          return date.isPresent();
        });
  }

  @Test
  void tagsMatchThemselves() {
    fuzz(
        883,
        (text, _) -> {
          List<EntityTag> tags = EntityTag.parseList(text);
          for (EntityTag tag : tags) {
            assertThat(EntityTag.parse(tag.toString())).hasValue(tag);
            assertThat(tag.weakMatch(tag)).isTrue();
            assertThat(tag.strongMatch(tag)).isNotEqualTo(tag.weak());
          }
          return tags.stream().anyMatch(tag -> !tag.weak());
        });
  }

  @Test
  void elementsOfListsAreNeverEmpty() {
    fuzz(
        561,
        (text, _) -> {
          List<String> elements = ListElements.of(text);
          assertThat(elements).noneMatch(String::isBlank);
          return elements.size() > 1;
        });
  }

  @Test
  void whatIsBestIsAccepted() {
    EnumSet<ContentCoding> all = EnumSet.allOf(ContentCoding.class);
    fuzz(
        1253,
        (text, _) -> {
          AcceptEncoding accept = AcceptEncoding.of(FieldList.of("Accept-Encoding", text));
          Optional<ContentCoding> best = accept.best(all);
          assertThat(best).matches(coding -> coding.map(accept::accepts).orElse(true));
          String once = accept.normalized(all);
          assertThat(AcceptEncoding.of(FieldList.of("Accept-Encoding", once)).normalized(all))
              .isEqualTo(once);
          return best.isPresent() && best.get() != ContentCoding.IDENTITY;
        });
  }

  @Test
  void requestsAreForwardedWithoutWhatIsNotForTheNextHop() {
    RequestForwarding forwarding = new RequestForwarding("headwater", "edge.example", "n1", 1);
    ClientFacts client = new ClientFacts("192.0.2.1", "https", "example.com", "1.1", true);
    fuzz(
        76,
        (text, random) -> {
          RequestHead request = new RequestHead("OPTIONS", "/", fields(text, random));
          if (!(forwarding.decide(request, client)
              instanceof ForwardingDecision.Forward(FieldList forwarded))) {
            return false;
          }
          assertThat(forwarded.has("Connection")).isFalse();
          assertThat(forwarded.lines("Host")).containsExactly("example.com");
          assertThat(forwarded.get("X-Forwarded-For")).endsWith("192.0.2.1");
          assertThat(forwarded.lines("CDN-Loop")).last().isEqualTo("edge.example;node=n1");
          return true;
        });
  }

  @Test
  void conditionsAreAlwaysJudged() {
    fuzz(
        13,
        (text, random) -> {
          RequestHead request = new RequestHead("GET", "/", fields(text, random));
          Validators selected = Validators.of(fields(text, random), 0);
          return Preconditions.evaluate(request, 200, selected, 0) instanceof Preconditions.Proceed;
        });
  }

  /** No parser takes more than linear time. */
  @Test
  void hugeFieldsEndInTime() {
    for (String piece : List.of("\"", "\\\"", ",", " ", "0-0,", "-", "a;q=1,", "\"a\",", "W/")) {
      String huge = piece.repeat((1 << 20) / piece.length());
      assertTimeout(LIMIT, () -> readAll(huge));
    }
  }

  private static void readAll(String text) {
    FieldList fields =
        FieldList.of("Accept-Encoding", text, "If-None-Match", text, "If-Match", text);
    RequestHead request = new RequestHead("GET", "/", fields);
    Validators selected = Validators.of(FieldList.of("ETag", "\"x\""), 0);
    List<Consumer<String>> readers =
        List.of(
            line -> RangeDecision.of("bytes=" + line, 10),
            line -> ContentRange.parse("bytes " + line),
            line -> HttpDate.parse(line, 0),
            EntityTag::parseList,
            ListElements::of);
    readers.forEach(reader -> reader.accept(text));
    assertThat(AcceptEncoding.of(fields).normalized(EnumSet.allOf(ContentCoding.class)))
        .isNotEmpty();
    assertThat(Preconditions.evaluate(request, 200, selected, 0)).isNotNull();
  }

  /** Returns whether the text was understood. */
  private interface Check {
    boolean of(String text, Random random);
  }

  private static void fuzz(long seed, Check check) {
    Random random = new Random(seed);
    int understood = 0;
    for (int round = 0; round < ROUNDS; round++) {
      understood += check.of(noise(random), random) ? 1 : 0;
    }
    assertThat(understood).as("both sides are tried").isBetween(100, ROUNDS - 100);
  }

  /** Damaged samples, and pieces in any order. */
  private static String noise(Random random) {
    return random.nextBoolean()
        ? damaged(SAMPLES.get(random.nextInt(SAMPLES.size())), random)
        : pieces(random);
  }

  private static String damaged(String sample, Random random) {
    StringBuilder damaged = new StringBuilder(sample);
    for (int i = random.nextInt(4); i > 0 && !damaged.isEmpty(); i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(4)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x180));
        default -> damaged.insert(at, random.nextInt(10));
      }
    }
    return damaged.toString();
  }

  private static String pieces(Random random) {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      noise.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return noise.toString();
  }

  private static FieldList fields(String text, Random random) {
    FieldList.Builder fields = FieldList.builder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      fields.add(NAMES[random.nextInt(NAMES.length)], i == 0 ? text : noise(random));
    }
    return fields.build();
  }
}
