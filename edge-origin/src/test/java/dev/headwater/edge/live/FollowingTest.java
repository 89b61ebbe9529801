package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an owner tells, read by who follows it. */
class FollowingTest {
  private final ToldChannel owner = new ToldChannel("e").begin("v", "header");
  private final Followed followed = new Followed(ToldChannel.TERMS, _ -> {});
  private final ToldLine line = new ToldLine(followed::apply);

  @AfterEach
  void close() {
    owner.close();
    followed.close();
  }

  private RenditionView view() {
    return followed.presentation().view("v").orElseThrow();
  }

  private static List<List<Integer>> lengths(RenditionView view) {
    return view.segments().stream()
        .map(segment -> segment.parts().stream().map(part -> part.bytes().length()).toList())
        .toList();
  }

  /** All but bytes, which are others. */
  private void followsAsFar() {
    RenditionView owned = owner.presentation.view("v").orElseThrow();
    assertThat(view().segments().stream().map(FollowingTest::bare))
        .containsExactlyElementsOf(owned.segments().stream().map(FollowingTest::bare).toList());
    assertThat(view().nextNumber()).isEqualTo(owned.nextNumber());
    assertThat(view().nextPart()).isEqualTo(owned.nextPart());
    assertThat(view().discontinuitySequence()).isEqualTo(owned.discontinuitySequence());
  }

  private static Segment bare(Segment one) {
    return new Segment(
        one.number(),
        one.epoch(),
        one.start(),
        one.duration(),
        one.at(),
        one.discontinuity(),
        one.missing(),
        one.lengthBytes(),
        List.of());
  }

  @Test
  void whatIsThereComesFirstAndThenWhatIsNew() {
    owner.whole("v", 5).part("v", 6, 0);
    owner.followers.add(line);
    line.turn();
    followsAsFar();
    assertThat(followed.isCurrent()).isTrue();
    owner.part("v", 6, 1).whole("v", 6, 2).part("v", 7, 0);
    line.turn();
    followsAsFar();
    assertThat(lengths(view())).isEqualTo(lengths(owner.presentation.view("v").orElseThrow()));
    assertThat(view().open().orElseThrow().parts()).extracting(Part::index).containsExactly(0);
    assertThat(followed.presentation().header("v", "e")).isPresent();
  }

  @Test
  void whoTakesNothingIsOwedNothing() {
    owner.part("v", 5, 0);
    owner.followers.add(line.takes(4)); // a window, an epoch, a part, and that this was all
    line.turn();
    assertThat(followed.isCurrent()).isTrue();
    for (int number = 5; number < 30; number++) {
      owner.whole("v", number, number == 5 ? 1 : 0);
      owner.followers.beat();
      line.turn();
    }
    assertThat(line.frames).hasSize(4);
    line.takes(Integer.MAX_VALUE);
    followsAsFar();
  }

  @Test
  void aSegmentIsNeverMadeOfLessThanAllOfIt() {
    owner.part("v", 5, 0).part("v", 5, 1);
    owner.followers.add(line.takes(5));
    line.turn();
    for (int number = 5; number < 15; number++) { // longer than what is held in memory
      owner.whole("v", number, number == 5 ? 2 : 0);
    }
    line.takes(Integer.MAX_VALUE);
    followsAsFar();
    assertThat(view().segment(5)).hasValueSatisfying(one -> assertThat(one.parts()).isEmpty());
    assertThat(view().segment(14))
        .hasValueSatisfying(one -> assertThat(one.parts()).hasSize(ToldChannel.PARTS));
  }

  @Test
  void allIsToldAnewWhereWhatComesDoesNotFollowOnWhatWasTold() {
    owner.whole("v", 5);
    owner.followers.add(line);
    line.turn();
    owner.begin("v", "header").whole("v", 100); // its window was emptied in between
    line.turn();
    followsAsFar();
    assertThat(view().segment(100)).isPresent();
    assertThat(line.frames).filteredOn(Frame.Window.class::isInstance).hasSize(2);
  }

  @Test
  void whatCouldNotBeWrittenIsToldLateOrWithTheSegment() {
    owner.whole("v", 5);
    owner.followers.add(line);
    line.turn();
    owner.unwritten("v", 5);
    owner.whole("v", 6);
    owner.unwritten("v", 6);
    line.turn();
    followsAsFar();
    assertThat(view().segments()).allMatch(Segment::missing);
  }

  @Test
  void aRenditionThatLeavesCanComeAgain() {
    owner.whole("v", 5);
    owner.followers.add(line);
    line.turn();
    owner.leave("v");
    line.turn();
    assertThat(followed.presentation().view("v")).isEmpty();
    assertThat(followed.presentation().header("v", "e")).isEmpty();
    owner.begin("v", "header").whole("v", 9);
    line.turn();
    followsAsFar();
  }

  @Test
  void aLongPastIsToldInTurnsThatAreShort() {
    Duration day = Duration.ofHours(24);
    Terms terms =
        new Terms(
            ToldChannel.SEGMENT,
            Duration.ofSeconds(4),
            Optional.of(ToldChannel.PART),
            day,
            Duration.ofSeconds(16));
    ToldChannel old = new ToldChannel("e", terms).begin("v", "header");
    for (int number = 0; number < 2_000; number++) {
      old.add("v", ToldChannel.segment("e", number, 1));
    }
    Followed late = new Followed(terms, _ -> {});
    ToldLine busy = new ToldLine(late::apply);
    old.followers.add(busy);
    int turns = 0;
    while (!late.isCurrent()) {
      assertThat(busy.task()).isLessThanOrEqualTo(510);
      turns++;
    }
    assertThat(turns).isGreaterThanOrEqualTo(4);
    assertThat(late.presentation().view("v").orElseThrow().segments()).hasSize(2_000);
    old.close();
    late.close();
  }

  @Test
  void whoFollowsIsCutOffWhenTheChannelCloses() {
    owner.whole("v", 5);
    owner.followers.add(line);
    line.turn();
    owner.presentation.clear();
    owner.followers.beat();
    owner.followers.close();
    line.turn();
    assertThat(line.isCut()).isTrue();
    assertThat(view().segments()).as("what was told stays").hasSize(1);
  }
}
