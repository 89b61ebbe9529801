package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command line for live channels, against a whole system. */
@ExtendWith(SharedSystem.class)
class ChannelCommandIT {

  @Test
  void aChannelIsMadeShownListedAndDeleted(RunningSystem system) {
    JsonObject made =
        new JsonObject(
            output(
                system,
                "channel",
                "create",
                "Rain",
                "--latency",
                "standard",
                "--dvr",
                "30m",
                "--private",
                "--on-stale",
                "error",
                "--json"));
    String id = made.getString("id");
    String key = made.getString("streamKey");
    assertThat(made.getString("latency")).isEqualTo("standard");
    assertThat(made.getInteger("dvrSeconds")).isEqualTo(1800);
    assertThat(made.getString("visibility")).isEqualTo("private");
    assertThat(made.getString("onStale")).isEqualTo("error");
    assertThat(made.getString("hls")).contains("/t/").endsWith("/live/" + id + "/index.m3u8");

    assertThat(output(system, "channel", "show", id))
        .contains(
            "state: idle",
            "stream key: " + key,
            "-f flv '",
            "Server " + system.installation().rtmpUrl());
    assertThat(output(system, "channel", "show", "Rain")).contains(id);
    assertThat(output(system, "channel", "list")).contains(id, "Rain", "idle").doesNotContain(key);
    assertThat(output(system, "channel", "delete", id)).contains(id + " is deleted");
    assertThat(output(system, "channel", "list")).doesNotContain(id);
    assertThat(failure(system, "channel", "show", id)).contains("deleted");
  }

  @Test
  void aNameThatSeveralChannelsHaveOrNoneIsNoChannel(RunningSystem system) {
    String one =
        new JsonObject(output(system, "channel", "create", "Twins", "--json")).getString("id");
    String other =
        new JsonObject(output(system, "channel", "create", "Twins", "--json")).getString("id");
    assertThat(failure(system, "channel", "show", "Twins")).contains("2 channels", one, other);
    assertThat(failure(system, "channel", "test", "Nobody")).contains("Nobody", "channel list");
    output(system, "channel", "delete", one);
    output(system, "channel", "delete", other);
  }

  private static String failure(RunningSystem system, String... arguments) {
    ProgramRun run = system.command(arguments);
    assertThat(run.status()).isEqualTo(1);
    return run.errors();
  }

  private static String output(RunningSystem system, String... arguments) {
    ProgramRun run = system.command(arguments);
    assertThat(run.status()).as(run.errors()).isZero();
    return run.output();
  }
}
