package dev.headwater.control.channel;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.channel.Latency;
import dev.headwater.platform.channel.OnStale;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * What people say of a channel. Immutable.
 *
 * @param dvr how far back viewers may go
 */
public record ChannelTerms(
    String name, Visibility visibility, Latency latency, Duration dvr, OnStale onStale) {
  private static final Duration DEFAULT_DVR = Duration.ofHours(2);

  static ChannelTerms of(Row row) {
    return new ChannelTerms(
        row.getString("name"),
        visibility(row.getString("visibility")),
        Latency.of(row.getString("latency")),
        Duration.ofSeconds(row.getInteger("dvr_seconds")),
        OnStale.of(row.getString("on_stale")));
  }

  /** From a body that the API's schema has accepted; private where it doesn't say. */
  public static ChannelTerms of(JsonObject json) {
    Latency latency = json.containsKey("latency") ? latency(json) : Latency.LOW;
    return new ChannelTerms("", Visibility.PRIVATE, latency, DEFAULT_DVR, OnStale.HOLD).with(json);
  }

  /**
   * With what a body says instead. Refused with 409 where it says another latency: what viewers
   * have of a running channel has durations that follow from it.
   */
  ChannelTerms with(JsonObject patch) {
    if (patch.containsKey("latency") && latency(patch) != latency) {
      throw new RefusedException(
          Reason.CONFLICT,
          "the latency of a channel is %s for ever: make another channel"
              .formatted(latency.word()));
    }
    return new ChannelTerms(
        patch.getString("name", name).strip(),
        patch.containsKey("visibility") ? visibility(patch.getString("visibility")) : visibility,
        latency,
        patch.containsKey("dvrSeconds") ? seconds(patch.getNumber("dvrSeconds")) : dvr,
        patch.containsKey("onStale") ? OnStale.of(patch.getString("onStale")) : onStale);
  }

  /** For the audit log. */
  JsonObject toJson() {
    return new JsonObject()
        .put("name", name)
        .put("visibility", visibilityWord())
        .put("latency", latency.word())
        .put("dvrSeconds", dvr.toSeconds())
        .put("onStale", onStale.word());
  }

  /** As it is written in the database and in JSON. */
  public String visibilityWord() {
    return visibility.name().toLowerCase(Locale.ROOT);
  }

  private static Visibility visibility(String word) {
    return Visibility.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Latency latency(JsonObject json) {
    return Latency.of(json.getString("latency"));
  }

  /** An integer of JSON Schema may also be written 60.0 or 6e1. */
  private static Duration seconds(Number number) {
    return Duration.ofSeconds(new BigDecimal(number.toString()).longValueExact());
  }
}
