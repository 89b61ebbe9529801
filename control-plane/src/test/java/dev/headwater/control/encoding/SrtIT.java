package dev.headwater.control.encoding;

import static dev.headwater.control.encoding.TestLive.await;
import static dev.headwater.control.encoding.TestLive.fragments;
import static dev.headwater.control.encoding.TestLive.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel with a port for SRT. */
class SrtIT {
  private static final String ID = "srt-channel-1"; // a passphrase has 10 characters at least
  private static final String VIDEO = "/ingest/" + ID + "/360p.cmfv";

  @TempDir Path folder;
  private TestLive live;
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = freePort();
    live = new TestLive(Map.of(), before -> open(before, ID, port));
    await(() -> !listeners().isEmpty());
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket()) {
      return free.getLocalPort();
    }
  }

  private static void open(TestLive live, String id, int port) {
    live.channel(id, "low");
    live.srtPort(id, port);
  }

  @AfterEach
  void stop() {
    live.close();
    await(() -> listeners().isEmpty());
  }

  @Test
  void mediaArrivesAndTheKeyIsNoArgument() throws Exception {
    try (TestEncoder _ = TestEncoder.srt(folder, url(key(ID)))) {
      await(() -> fragments(live.first(), VIDEO) > 3);
      assertThat(live.first().last("/ingest/" + ID + "/audio.cmfa")).isPresent();
      assertThat(listeners().getFirst().info().commandLine().orElseThrow()).doesNotContain(key(ID));
    }
    await(() -> live.gauge("live.encodings") == 0);
    try (TestEncoder _ = reconnected()) {
      await(() -> live.first().puts(VIDEO).size() == 2);
    }
  }

  @Test
  void aWrongPassphraseIsRefused() throws Exception {
    try (TestEncoder encoder = TestEncoder.srt(folder, url("another-passphrase"))) {
      assertThat(encoder.endsWithin(Duration.ofSeconds(20))).isTrue();
      assertThat(live.gauge("live.publishers")).isZero();
    }
  }

  @Test
  void aNewChannelIsListenedForAndADeletedOneNoMore() throws IOException {
    String other = "srt-channel-2";
    open(live, other, freePort());
    await(() -> listeners().size() == 2);
    live.delete(ID);
    live.delete(other);
    await(() -> listeners().isEmpty());
  }

  /** The listener is back a moment after the encoder before it has left. */
  private TestEncoder reconnected() throws IOException, InterruptedException {
    TestEncoder encoder = TestEncoder.srt(folder, url(key(ID)));
    while (encoder.endsWithin(Duration.ofSeconds(3))) {
      encoder = TestEncoder.srt(folder, url(key(ID)));
    }
    return encoder;
  }

  private String url(String passphrase) {
    return "srt://127.0.0.1:" + port + "?passphrase=" + passphrase + "&pbkeylen=16";
  }

  private static List<ProcessHandle> listeners() {
    return ProcessHandle.current()
        .children()
        .filter(
            child -> child.info().arguments().map(List::of).orElse(List.of()).contains("concat"))
        .toList();
  }
}
