package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose policy's file is changed while it runs. */
class PolicyReloadIT {
  private static final String POSTER = "/vod/t1/e1/poster.jpg";
  private static final String BROWSER = "browser: 1h, cdn: 24h, origin: 1h";

  @TempDir Path folder;
  private Path file;
  private Node node;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("policy.yaml");
    write("", "");
    node =
        new Node(folder.resolve("store"), Map.of("policy", file.toString()))
            .publish("t1", "e1", Visibility.PUBLIC)
            .put(POSTER.substring(1), new byte[1_000]);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  /** The shipped policy but for that. */
  private void write(String right, String other) throws IOException {
    String shipped = PolicyReader.resource(PolicyReader.SHIPPED);
    assertThat(shipped).contains(right);
    Files.writeString(file, shipped.replace(right, other));
  }

  private String browser() {
    return node.get(POSTER).header("Cache-Control");
  }

  private JsonObject status() {
    return new JsonObject(node.admin("/policy").body());
  }

  @Test
  void whatTheFileSaysIsInForceSoonAndForWhatIsStoredToo() throws IOException {
    assertThat(browser()).isEqualTo("public, max-age=3600");
    String version = status().getString("version");

    write(BROWSER, "browser: 20m, cdn: 40m, origin: 20m");

    Node.until(() -> browser().equals("public, max-age=1200"), this::browser);
    assertThat(node.get(POSTER).header("CDN-Cache-Control")).isEqualTo("max-age=2400");
    assertThat(node.get(POSTER).header("Cache-Status")).contains("hit");
    Node.until(
        () -> node.metric("headwater_policy_taken_total", "") == 1,
        () -> node.admin("/metrics").body().toString());
    assertThat(status().getString("version")).isNotEqualTo(version);
  }

  @Test
  void whatIsStoredIsSentAsTheNewOneSays() throws IOException {
    assertThat(node.get(POSTER).header("Content-Type")).isEqualTo("image/jpeg");

    write("content-type: image/jpeg", "content-type: image/webp");

    Node.until(
        () -> node.get(POSTER).header("Content-Type").equals("image/webp"),
        () -> node.get(POSTER).headers().toString());
    assertThat(node.get(POSTER).header("Cache-Status")).contains("hit");
  }

  @Test
  void aBadOneKeepsTheOldAndSaysSo() throws IOException {
    String version = status().getString("version");

    write(BROWSER, "browser: 48h, cdn: 24h, origin: 1h");

    Node.until(() -> status().containsKey("refused"), () -> status().encode());
    assertThat(status().getString("version")).isEqualTo(version);
    assertThat(status().getString("refused"))
        .contains("image: browser 2d, cdn 1d (expected: browser at most cdn)");
    assertThat(browser()).isEqualTo("public, max-age=3600");
    assertThat(node.metric("headwater_policy_behind", "")).isEqualTo(1);
    Node.Answer health = node.admin("/health/ready");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.body().toString()).contains("\"policy\":\"down: ");

    write("", "");

    Node.until(() -> !status().containsKey("refused"), () -> status().encode());
    assertThat(node.metric("headwater_policy_behind", "")).isZero();
  }

  @Test
  void aTargetDurationThatNoChannelHasIsRefused() throws IOException {
    write("target-duration: 4s", "target-duration: 5s");

    Node.until(() -> status().containsKey("refused"), () -> status().encode());
    assertThat(status().getString("refused"))
        .endsWith("target-duration: 5s (expected: at most 4s, which channels here have)");
  }

  @Test
  void whoSaysThatItIsCompleteNeedNotWait() throws IOException {
    write(BROWSER, "browser: 20m, cdn: 40m, origin: 20m");
    assertThat(node.adminPost("/policy/reload").status()).isEqualTo(202);

    Node.until(() -> browser().equals("public, max-age=1200"), this::browser);
  }

  @Test
  void aFileThatIsGoneKeepsTheOld() throws IOException {
    Files.delete(file);

    Node.until(() -> status().containsKey("refused"), () -> status().encode());
    assertThat(status().getString("refused")).endsWith("no such file");
    assertThat(browser()).isEqualTo("public, max-age=3600");
  }
}
