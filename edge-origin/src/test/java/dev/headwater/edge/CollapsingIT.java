package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many at once: one read of the source, and memory that always comes back. */
class CollapsingIT {
  private static final int REQUESTS = 1_000;

  @TempDir Path folder;
  private Node node;

  @BeforeEach
  void start() {
    node = new Node(folder, Map.of());
    node.publish("t1", "e1", Visibility.PUBLIC);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 300_000})
  void aThousandFirstRequestsAreOneReadOfTheSource(int size) {
    byte[] segment = new byte[size];
    new Random(size).nextBytes(segment);
    node.put("vod/t1/e1/v/0.m4s", segment);
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(node.getLater("/vod/t1/e1/v/0.m4s"));
    }
    Node.await(Future.all(answers));
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.result().status()).isEqualTo(200);
          assertThat(answer.result().body().length()).isEqualTo(size);
        });
    assertThat(answers.getFirst().result().body().getBytes()).isEqualTo(segment);
    assertThat(node.metric("headwater_source_requests_total", "operation=\"read\"")).isEqualTo(1);
    assertThat(node.metric("headwater_response_leases", "")).isZero();
  }

  @Test
  void aThousandRequestsForWhatIsNotThereAreOneReadToo() {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(node.getLater("/vod/t1/e1/v/7.m4s"));
    }
    Node.await(Future.all(answers));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.result().status()).isEqualTo(404));
    assertThat(node.metric("headwater_source_requests_total", "operation=\"read\"")).isEqualTo(1);
  }

  /** The body is larger than what the kernel's buffers of both sides take (some 10 MB). */
  @Test
  void clientsThatLeaveInTheMiddleGiveTheirBytesBack() {
    node.put("vod/t1/e1/v/0.m4s", new byte[30_000_000]);
    List<Future<NetSocket>> sockets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sockets.add(
          node.vertx()
              .createNetClient()
              .connect(node.port(), "127.0.0.1")
              .compose(socket -> {
                socket.pause();
                return socket
                    .write("GET /vod/t1/e1/v/0.m4s HTTP/1.1\r\nHost: x\r\n\r\n")
                    .map(socket);
              }));
    }
    Node.await(Future.all(sockets));
    awaitLeases(50);
    sockets.forEach(socket -> socket.result().close());
    awaitLeases(0);
    assertThat(node.get("/vod/t1/e1/v/0.m4s").body().length()).isEqualTo(30_000_000);
  }

  private void awaitLeases(int expected) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (node.metric("headwater_response_leases", "") != expected) {
      assertThat(System.nanoTime()).as("leases did not become %d", expected).isLessThan(deadline);
    }
  }
}
