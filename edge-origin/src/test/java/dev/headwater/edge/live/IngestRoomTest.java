package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IngestRoomTest {
  private final IngestRoom room = new IngestRoom(100);

  @Test
  void aChannelHasHalfOfIt() {
    IngestRoom.Share one = room.share("a");
    IngestRoom.Share other = room.share("a");
    assertThat(one.hold(30)).isTrue();
    assertThat(other.hold(21)).isFalse();
    assertThat(other.hold(20)).isTrue();
    assertThat(room.share("b").hold(50)).isTrue();
    assertThat(room.share("c").hold(1)).as("all of it is taken").isFalse();
    assertThat(room.refusals()).isEqualTo(2);
    assertThat(room.bytes()).isEqualTo(100);
  }

  @Test
  void whatIsTakenMakesRoom() {
    IngestRoom.Share one = room.share("a");
    IngestRoom.Share other = room.share("a");
    assertThat(one.hold(50)).isTrue();
    assertThat(one.hold(51)).as("and holds what it held").isFalse();
    assertThat(other.hold(1)).isFalse();
    assertThat(one.hold(10)).isTrue();
    assertThat(other.hold(40)).isTrue();
    one.release();
    other.release();
    assertThat(room.bytes()).isZero();
  }
}
