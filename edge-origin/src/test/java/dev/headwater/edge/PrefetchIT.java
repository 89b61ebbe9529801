package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.publication.Publication.Visibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that reads forward finds its next segment here. */
class PrefetchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  private Node node(String maxPrefetches) {
    Node node =
        new Node(folder, Map.of("fills.max-prefetches", maxPrefetches))
            .publish("t1", "e1", Visibility.PUBLIC);
    for (int n = 0; n < 6; n++) {
      node.put(segment(n).substring(1), ("segment " + n).getBytes(StandardCharsets.UTF_8));
    }
    return node;
  }

  private static String segment(int number) {
    return "/vod/t1/e1/720p/" + number + ".m4s";
  }

  private static double reads(Node node) {
    return node.metric("headwater_source_requests_total", "operation=\"read\"");
  }

  private static void awaitReads(Node node, double count) {
    Instant limit = Instant.now().plus(PATIENCE);
    while (reads(node) < count && Instant.now().isBefore(limit)) {
      Thread.onSpinWait();
    }
    assertThat(reads(node)).isEqualTo(count);
  }

  @Test
  void whoReadsForwardFindsTheNextSegmentInMemory() {
    try (Node node = node("4")) {
      node.get(segment(0));
      node.get(segment(1));
      awaitReads(node, 3);

      assertThat(node.get(segment(2)).header("Cache-Status")).containsAnyOf("hit", "collapsed");
      awaitReads(node, 4);
      assertThat(node.get(segment(3)).header("Cache-Status")).containsAnyOf("hit", "collapsed");
    }
  }

  @Test
  void oneSegmentAloneIsNoSession() {
    try (Node node = node("4")) {
      node.get(segment(3));
      node.get(segment(3));

      assertThat(reads(node)).isEqualTo(1);
    }
  }

  @Test
  void thePlayerMayNameWhatItWantsNext() {
    try (Node node = node("4")) {
      node.get(segment(0), "CMCD-Request", "nor=\"4.m4s\"");
      awaitReads(node, 2);

      assertThat(node.get(segment(4)).header("Cache-Status")).containsAnyOf("hit", "collapsed");
    }
  }

  @Test
  void nothingIsFetchedBeyondTheBudget() {
    try (Node node = node("0")) {
      node.get(segment(0), "CMCD-Request", "nor=\"4.m4s\"");

      assertThat(node.metric("headwater_prefetches_total", "outcome=\"skipped\"")).isEqualTo(1);
      assertThat(reads(node)).isEqualTo(1);
    }
  }
}
