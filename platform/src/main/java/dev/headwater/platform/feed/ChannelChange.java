package dev.headwater.platform.feed;

import dev.headwater.platform.channel.Channel;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A live channel was made, changed or deleted: the latest word on it is all there is to know. */
public record ChannelChange(Channel channel) implements FeedChange {
  static final String TYPE = "channel";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<String> subject() {
    return Optional.of(TYPE + " " + channel.id());
  }

  @Override
  public JsonObject body() {
    return channel.toJson();
  }
}
