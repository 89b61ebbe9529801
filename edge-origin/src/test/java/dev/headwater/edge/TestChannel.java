package dev.headwater.edge;

import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.ChannelEncryption;
import dev.headwater.platform.channel.ChannelSecret;
import dev.headwater.platform.channel.Latency;
import dev.headwater.platform.channel.OnStale;
import dev.headwater.platform.feed.ChannelChange;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A channel under test, and its encoder: public, of low latency, and kept for five minutes, unless
 * it is said otherwise. Immutable.
 */
public record TestChannel(Channel channel) {
  /** Of all of them. */
  public static final String KEY = "the-stream-key-of-this-test";

  private static final SealingKey SEALING = new SealingKey("s1", new Secret("0a".repeat(32)));

  /** Of a node that can open their secrets. */
  public static final Map<String, String> SEALING_SETTINGS =
      Map.of(
          "sealing-keys[0].id", SEALING.id(),
          "sealing-keys[0].secret", SEALING.secret().value());

  public static TestChannel of(String id) {
    return new TestChannel(
        new Channel(
            id,
            Visibility.PUBLIC,
            Latency.LOW,
            Duration.ofMinutes(5),
            OnStale.HOLD,
            Channel.hash(KEY),
            true,
            Optional.empty(),
            Optional.empty()));
  }

  private TestChannel with(String field, Object value) {
    return new TestChannel(Channel.fromJson(channel.toJson().put(field, value)));
  }

  public TestChannel with(Latency latency) {
    return with("latency", latency.word());
  }

  public TestChannel with(OnStale onStale) {
    return with("onStale", onStale.word());
  }

  public TestChannel keptFor(Duration dvr) {
    return with("dvrSeconds", dvr.toSeconds());
  }

  public TestChannel by(String publisher) {
    return with("publisher", publisher);
  }

  public TestChannel onlyWithToken() {
    return with("visibility", "private");
  }

  /** Such a channel is private. */
  public TestChannel encrypted(ChannelEncryption.Scheme scheme, int segmentsPerKey) {
    String secret = ChannelSecret.draw(channel.id(), new Envelope(List.of(SEALING)));
    return new TestChannel(
        new Channel(
            channel.id(),
            Visibility.PRIVATE,
            channel.latency(),
            channel.dvr(),
            channel.onStale(),
            channel.keyHash(),
            channel.open(),
            Optional.of(new ChannelEncryption(scheme, segmentsPerKey, secret)),
            channel.publisher()));
  }

  public TestChannel deleted() {
    return with("open", false);
  }

  /** As the control feed tells of it. */
  public ChannelChange change() {
    return new ChannelChange(channel);
  }

  /**
   * What its encoder sends to a node of this machine.
   *
   * @param name below the channel
   */
  public RequestOptions ingest(HttpMethod method, int port, String name) {
    return new RequestOptions()
        .setMethod(method)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI("/ingest/" + channel.id() + "/" + name)
        .putHeader("Authorization", basic(channel.id(), KEY));
  }

  /** The field {@code Authorization} of who pushes. */
  public static String basic(String id, String key) {
    byte[] shown = (id + ":" + key).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(shown);
  }
}
