package dev.headwater.control.http;

import dev.headwater.control.channel.ChannelTerms;
import dev.headwater.control.channel.EncryptionTerms;
import dev.headwater.control.channel.Ingest;
import dev.headwater.control.channel.LiveChannel;
import dev.headwater.control.channel.Reception;
import io.vertx.core.json.JsonObject;

/** Channels as the API shows them; members without a value are left out. */
final class ChannelJson {
  private ChannelJson() {}

  /** Without what only those may see who may change it. */
  static JsonObject of(LiveChannel channel) {
    ChannelTerms terms = channel.terms();
    Reception reception = channel.reception();
    JsonObject json =
        new JsonObject()
            .put("id", channel.id())
            .put("ownerId", channel.ownerId())
            .put("name", terms.name())
            .put("visibility", terms.visibilityWord())
            .put("latency", terms.latency().word())
            .put("dvrSeconds", terms.dvr().toSeconds())
            .put("onStale", terms.onStale().word())
            .put("encryption", EncryptionTerms.word(terms.encryption()))
            .put("state", reception.state().word())
            .put("stateSince", reception.since().toString())
            .put("bitsPerSecond", reception.bitsPerSecond())
            .put("createdAt", channel.createdAt().toString())
            .put("updatedAt", channel.updatedAt().toString());
    terms.encryption().ifPresent(one -> json.put("keyRotationSeconds", one.rotation().toSeconds()));
    return json;
  }

  static JsonObject of(LiveChannel channel, Ingest ingest) {
    JsonObject addresses = of(ingest.primary()).put("backup", of(ingest.backup()));
    JsonObject json = of(channel).put("ingest", addresses);
    ingest.streamKey().ifPresent(key -> json.put("streamKey", key.value()));
    channel.reception().node().ifPresent(node -> json.put("node", node));
    channel.reception().encoders().ifPresent(told -> json.put("encoders", told.toJson()));
    return json;
  }

  private static JsonObject of(Ingest.Addresses addresses) {
    JsonObject json = new JsonObject();
    addresses.rtmp().ifPresent(url -> json.put("rtmp", url.value()));
    addresses.srt().ifPresent(url -> json.put("srt", url.value()));
    return json.put("cmaf", addresses.cmaf());
  }
}
