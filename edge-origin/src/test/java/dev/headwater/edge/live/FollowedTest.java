package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One owner tells of the segment 5 and two parts of 6; then another one tells all anew. */
class FollowedTest {
  private final ToldChannel first = new ToldChannel("e").begin("v", "first header");
  private final Followed followed = new Followed(ToldChannel.TERMS, _ -> {});

  @AfterEach
  void close() {
    first.close();
    followed.close();
  }

  private ToldLine line(ToldChannel owner) {
    ToldLine line = new ToldLine(followed::apply);
    owner.followers.add(line);
    return line;
  }

  private RenditionView view() {
    return followed.presentation().view("v").orElseThrow();
  }

  private static String text(MediaBytes bytes) {
    ByteBuf share = bytes.share().orElseThrow();
    try {
      return share.toString(StandardCharsets.US_ASCII);
    } finally {
      share.release();
    }
  }

  private List<String> openTexts() {
    return view().open().orElseThrow().parts().stream()
        .map(Part::bytes)
        .map(FollowedTest::text)
        .toList();
  }

  private void heardFromTheFirst() {
    first.whole("v", 5).part("v", 6, 0).part("v", 6, 1);
    line(first).turn();
    followed.restart();
  }

  @Test
  void whatIsShownStaysUntilAllWasToldAnew() {
    heardFromTheFirst();
    ToldChannel next = new ToldChannel("f").begin("v", "second header");
    next.add("v", ToldChannel.segment("e", 5, 1)).whole("v", 6).part("v", 7, 0);
    ToldLine line = line(next).takes(6);
    assertThat(followed.isCurrent()).isFalse();
    assertThat(openTexts()).containsExactly("e 6.0", "e 6.1");
    assertThat(followed.presentation().header("v", "e").map(FollowedTest::text))
        .contains("first header");

    line.takes(Integer.MAX_VALUE);
    assertThat(openTexts()).containsExactly("f 7.0");
    assertThat(view().segment(6)).isPresent();
    assertThat(followed.presentation().header("v", "f").map(FollowedTest::text))
        .contains("second header");
    assertThat(followed.presentation().header("v", "e").map(FollowedTest::text))
        .as("which the next one has in the store alone")
        .contains("first header");
    next.close();
  }

  @Test
  void whatIsToldAgainIsHeldOnce() {
    heardFromTheFirst();
    long before = address(view().open().orElseThrow().parts().getFirst().bytes());
    line(first).turn();
    assertThat(address(view().open().orElseThrow().parts().getFirst().bytes())).isEqualTo(before);
    assertThat(openTexts()).containsExactly("e 6.0", "e 6.1");
  }

  private static long address(MediaBytes bytes) {
    ByteBuf share = bytes.share().orElseThrow();
    try {
      return share.memoryAddress();
    } finally {
      share.release();
    }
  }

  @Test
  void whatTheNextOwnerHasInTheStoreAloneHasPartsOnNoNode() {
    heardFromTheFirst();
    ToldChannel next = new ToldChannel("f").begin("v", "second header");
    next.add("v", ToldChannel.segment("e", 5, "e 5.0e 5.1e 5.2e 5.3".length())).whole("v", 6);
    line(next).turn();
    assertThat(view().segment(5).orElseThrow().parts()).isEmpty();
    next.close();
  }

  @Test
  void whatIsNotToldAgainHasLeft() {
    first.begin("w", "other").whole("w", 5);
    heardFromTheFirst();
    ToldChannel next = new ToldChannel("f").begin("v", "second header");
    next.add("v", ToldChannel.segment("e", 5, 1)).whole("v", 6);
    line(next).turn();
    assertThat(followed.presentation().view("w")).isEmpty();
    assertThat(followed.presentation().header("w", "e")).isEmpty();
    assertThat(followed.presentation().renditions()).extracting(Rendition::id).containsExactly("v");
    next.close();
  }

  @Test
  void playlistsDoNotGoBackWhereTheNextOwnerKnowsLess() {
    heardFromTheFirst();
    ToldChannel next = new ToldChannel("f").begin("v", "second header");
    next.add("v", ToldChannel.segment("e", 5, 1));
    ToldLine line = line(next).turn();
    assertThat(followed.isCurrent()).isTrue();
    assertThat(openTexts()).containsExactly("e 6.0", "e 6.1");

    next.whole("v", 6);
    line.turn();
    assertThat(view().open()).isEmpty();
    assertThat(view().lastNumber()).isEqualTo(6);
    next.part("v", 7, 0);
    line.turn();
    assertThat(openTexts()).containsExactly("f 7.0");
    next.close();
  }

  @Test
  void whatTheNextOwnerDoesNotHaveStaysUntilItHasAnything() {
    heardFromTheFirst();
    ToldChannel next = new ToldChannel("f");
    ToldLine line = line(next).turn();
    assertThat(followed.isCurrent()).isTrue();
    assertThat(openTexts()).containsExactly("e 6.0", "e 6.1");
    next.begin("v", "second header").part("v", 9, 0);
    line.turn();
    assertThat(openTexts()).containsExactly("f 9.0");
    next.close();
  }

  @Test
  void aProgrammeThatIsOverEndsWhereItsOwnerSays() {
    heardFromTheFirst();
    ToldChannel next = new ToldChannel("f").begin("v", "second header");
    next.add("v", ToldChannel.segment("e", 5, 1));
    next.presentation.ended();
    line(next).turn();
    assertThat(view().open()).isEmpty();
    assertThat(view().lastNumber()).isEqualTo(5);
    next.close();
  }

  @Test
  void whatIsCutOffInBetweenLeavesWhatIsShown() {
    heardFromTheFirst();
    ToldChannel next = new ToldChannel("f").begin("v", "second header");
    next.add("v", ToldChannel.segment("e", 5, 1)).whole("v", 6);
    line(next).takes(4);
    followed.restart();
    assertThat(openTexts()).containsExactly("e 6.0", "e 6.1");
    line(next).turn();
    assertThat(view().lastNumber()).isEqualTo(6);
    next.close();
  }

  @Test
  void aPartInAnotherPlaceIsRefused() {
    heardFromTheFirst();
    line(first).turn();
    assertThatThrownBy(() -> followed.apply(part(6, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("v: part 3 of segment 6 (expected: 2)");
    assertThatThrownBy(() -> followed.apply(part(7, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> followed.apply(new Frame.Whole("v", ToldChannel.segment("e", 8, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("v: segment 8 (expected: 6)");
    assertThat(openTexts()).containsExactly("e 6.0", "e 6.1");
  }

  private static Frame part(long number, int index) {
    return new Frame.NextPart(
        "v",
        new Frame.Opened(number, "e", Instant.EPOCH, false, ToldChannel.SEGMENT),
        index,
        ToldChannel.PART,
        false,
        Buffer.buffer("some"));
  }
}
