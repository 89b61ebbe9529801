package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.platform.feed.ChannelReport;
import dev.headwater.platform.feed.ChannelReport.State;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What nodes report, and what becomes of it when they don't. */
class ChannelStateIT {
  private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);
  private final TestNode first = TestNode.of(control, "live-1");
  private final TestNode second = TestNode.of(control, "live-2");
  private final String id =
      publisher.post("channels", new JsonObject().put("name", "Rain")).json().getString("id");

  @Test
  void whichOfItsEncodersIsSeenIsShown() {
    assertThat(channel().containsKey("encoders")).isFalse();
    ChannelReport.Encoders encoders = new ChannelReport.Encoders("backup", true, 3);
    ChannelReport told = new ChannelReport(id, State.LIVE, SINCE, 4_000_000, Optional.of(encoders));
    assertThat(first.reportChannels(told)).isEqualTo(204);
    assertThat(channel().getJsonObject("encoders")).isEqualTo(encoders.toJson());
    silence("12 seconds");
    assertThat(channel().containsKey("encoders")).isFalse();
  }

  private void report(TestNode node, State state) {
    assertThat(node.reportChannels(new ChannelReport(id, state, SINCE, 4_000_000))).isEqualTo(204);
  }

  private JsonObject channel() {
    return publisher.get("channels/" + id).json();
  }

  private void expect(String state, String node) {
    assertThat(channel().getString("state")).isEqualTo(state);
    assertThat(channel().getString("node")).isEqualTo(node);
  }

  private void silence(String time) {
    control.query(
        "update channels set reported_at = now() - interval '%s' where id = $1".formatted(time),
        id);
  }

  @Test
  void aChannelIsWhatItsNodeSays() {
    assertThat(channel().getString("state")).isEqualTo("idle");
    report(first, State.LIVE);
    expect("live", "live-1");
    assertThat(channel().getString("stateSince")).isEqualTo(SINCE.toString());
    assertThat(channel().getLong("bitsPerSecond")).isEqualTo(4_000_000);
    report(first, State.STALE);
    expect("stale", "live-1");
    report(first, State.ENDED);
    expect("ended", "live-1");
    report(first, State.LIVE);
    expect("live", "live-1");
  }

  @Test
  void whatNoNodeConfirmsIsStaleAndLaterEnded() {
    report(first, State.LIVE);
    first.reportChannels();
    silence("11 seconds");
    expect("stale", "live-1");
    assertThat(channel().getLong("bitsPerSecond")).isZero();
    silence("6 minutes");
    expect("ended", "live-1");
    report(first, State.LIVE);
    expect("live", "live-1");
  }

  @Test
  void anEncoderThatGoesToAnotherNodeIsFollowed() {
    report(first, State.LIVE);
    report(second, State.LIVE);
    expect("live", "live-1");
    report(first, State.STALE);
    report(second, State.LIVE);
    expect("live", "live-2");
    report(first, State.ENDED);
    expect("live", "live-2");
    silence("11 seconds");
    report(first, State.STALE);
    expect("stale", "live-1");
  }

  @Test
  void whatIsUnknownOrDeletedIsNotReported() {
    publisher.delete("channels/" + id);
    report(first, State.LIVE);
    assertThat(
            control
                .query("select state from channels where id = $1", id)
                .iterator()
                .next()
                .getString(0))
        .isEqualTo("idle");
    assertThat(first.reportChannels(new ChannelReport("nope", State.LIVE, SINCE, 1)))
        .isEqualTo(204);
  }
}
