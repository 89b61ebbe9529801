package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.protection.KeyPeriods;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that last for three segments each. */
class OfferedNamesTest {
  private static final Duration TWO = Duration.ofSeconds(2);
  private static final int SEGMENTS_PER_KEY = 3;

  private final OfferedNames names = new OfferedNames();

  private static Terms terms(Scheme scheme) {
    return new Terms(
        TWO,
        TWO.multipliedBy(2),
        Optional.empty(),
        Duration.ofMinutes(5),
        TWO,
        Optional.of(new KeyPeriods("c", scheme, SEGMENTS_PER_KEY)));
  }

  private static Segment segment(Terms terms, String epoch, long number) {
    String name = terms.keys().orElseThrow().epoch(epoch, number);
    return new Segment(number, name, Duration.ZERO, TWO, Instant.EPOCH, false, false, 1, List.of());
  }

  private static RenditionView view(Terms terms, List<Segment> segments, String epoch) {
    return new RenditionView("v", terms, segments, 0, Optional.empty(), epoch, false);
  }

  private static RenditionView view(Terms terms, long from, long to) {
    List<Segment> segments = new ArrayList<>();
    for (long number = from; number <= to; number++) {
      segments.add(segment(terms, "e", number));
    }
    return view(terms, segments, "e");
  }

  /** Segment by segment, of this view alone. */
  private static Map<UUID, KeyName> expected(RenditionView view) {
    KeyPeriods periods = view.terms().keys().orElseThrow();
    Map<UUID, KeyName> all = new HashMap<>();
    for (Segment one : view.segments()) {
      KeyName name = periods.key("v", one.epoch(), one.number());
      all.put(name.keyId(), name);
    }
    for (long next = view.nextNumber(); next <= view.nextNumber() + OfferedNames.AHEAD; next++) {
      KeyName name = periods.key("v", view.epochOf(next), next);
      all.put(name.keyId(), name);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void theyAreThoseOfEverySegmentWhateverComesAndLeaves(Scheme scheme) {
    Terms terms = terms(scheme);
    Random random = new Random(14);
    List<Segment> window = new ArrayList<>();
    String epoch = "e0";
    for (int number = 0; number < 500; number++) {
      if (random.nextInt(5) == 0) {
        epoch = "e" + number;
      }
      window.add(segment(terms, epoch, number));
      while (window.size() > 1 && random.nextInt(3) == 0) {
        window.removeFirst();
      }
      RenditionView view = view(terms, window, epoch);
      assertThat(names.of(view)).isEqualTo(expected(view));
    }
  }

  @Test
  void theyAreMadeOnceForAsLongAsPlaylistsNameTheSame() {
    Terms terms = terms(Scheme.CBCS);
    Map<UUID, KeyName> made = names.of(view(terms, 0, 29));
    assertThat(names.of(view(terms, 0, 30))).isSameAs(made);
    assertThat(names.of(view(terms, 2, 30))).isSameAs(made);
    assertThat(names.of(view(terms, 2, 31))).as("the next key is near").isNotSameAs(made);
    names.forget("v");
    assertThat(names.of(view(terms, 0, 29))).isEqualTo(made).isNotSameAs(made);
  }

  @Test
  void whatIsNotEncryptedHasNone() {
    Terms open = terms(Scheme.CBCS).withoutParts();
    assertThat(names.of(view(open, List.of(), "e"))).isEmpty();
  }
}
