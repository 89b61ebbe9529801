package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.control.channel.StreamKeys;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.ChannelEncryption;
import dev.headwater.platform.channel.ChannelSecret;
import dev.headwater.platform.feed.ChannelChange;
import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelIT {
  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);

  private static JsonObject newChannel(String visibility) {
    return new JsonObject().put("name", "Rain").put("visibility", visibility);
  }

  private JsonObject make(String visibility) {
    ApiClient.Answer made = publisher.post("channels", newChannel(visibility));
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    return made.json();
  }

  private String create(String visibility) {
    return make(visibility).getString("id");
  }

  @Test
  void aNewChannelIsIdleWithAllThatWasSaidOfIt() {
    JsonObject said =
        newChannel("public")
            .put("latency", "standard")
            .put("dvrSeconds", 60)
            .put("onStale", "slate");
    ApiClient.Answer made = publisher.post("channels", said);
    assertThat(made.status()).isEqualTo(201);
    JsonObject channel = made.json();
    said.forEach(
        member -> assertThat(channel.getValue(member.getKey())).isEqualTo(member.getValue()));
    assertThat(channel.getString("id")).matches("c[a-z2-7]{16}");
    assertThat(channel.getString("state")).isEqualTo("idle");
    assertThat(channel.getLong("bitsPerSecond")).isZero();
    assertThat(Instant.parse(channel.getString("createdAt"))).isBeforeOrEqualTo(Instant.now());
    assertThat(made.header("Location")).isEqualTo("/api/v1/channels/" + channel.getString("id"));
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    assertThat(publisher.get("channels/" + channel.getString("id")).json()).isEqualTo(channel);
  }

  @Test
  void aNameIsEnough() {
    JsonObject channel = publisher.post("channels", new JsonObject().put("name", "Rain")).json();
    assertThat(channel.getString("latency")).isEqualTo("low");
    assertThat(channel.getInteger("dvrSeconds")).isEqualTo(7200);
    assertThat(channel.getString("visibility")).isEqualTo("private");
    assertThat(channel.getString("onStale")).isEqualTo("hold");
    assertThat(channel.getString("encryption")).isEqualTo("none");
    assertThat(channel.containsKey("keyRotationSeconds")).isFalse();
    assertThat(told(channel.getString("id")).getLast().encryption()).isEmpty();
  }

  private JsonObject makeEncrypted(String scheme, String latency) {
    JsonObject said = newChannel("private").put("encryption", scheme).put("latency", latency);
    ApiClient.Answer made = publisher.post("channels", said);
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    return made.json();
  }

  @Test
  void nodesAreToldOfAnEncryptedChannelsSecretSealedForItAlone() {
    JsonObject channel = makeEncrypted("aes-128", "standard");
    String id = channel.getString("id");
    assertThat(channel.getString("encryption")).isEqualTo("aes-128");
    assertThat(channel.getInteger("keyRotationSeconds")).isEqualTo(300);
    ChannelEncryption told = told(id).getLast().encryption().orElseThrow();
    assertThat(told.scheme()).isEqualTo(ChannelEncryption.Scheme.AES_128);
    assertThat(told.segmentsPerKey()).isEqualTo(75);
    Envelope envelope = new Envelope(List.of(TestControlPlane.SEALING_KEY));
    assertThat(ChannelSecret.open(id, told.sealedSecret(), envelope)).isPresent();
    assertThat(ChannelSecret.open("c2", told.sealedSecret(), envelope)).isEmpty();
    assertThat(channel.encode()).doesNotContain(told.sealedSecret());
    String other = makeEncrypted("cbcs", "low").getString("id");
    assertThat(told(other).getLast().encryption().orElseThrow().sealedSecret())
        .isNotEqualTo(told.sealedSecret());
  }

  @Test
  void playersOfEncryptedSamplesAreToldTheMpdAndAServerOfKeys() {
    String id = makeEncrypted("cbcs", "low").getString("id");
    String path = "channels/" + id + "/playback";
    JsonObject playback = publisher.post(path, new JsonObject()).json();
    String token = "/t/" + playback.getString("token");
    assertThat(playback.getString("dash")).endsWith(token + "/live/" + id + "/manifest.mpd");
    assertThat(playback.getString("keyServer")).endsWith(token + "/keys/" + id);
  }

  @Test
  void anEncryptedChannelStaysEncryptedAndPrivateAndIsNotRecorded() {
    String id = makeEncrypted("aes-128", "standard").getString("id");
    String path = "channels/" + id;
    assertThat(publisher.patch(path, new JsonObject().put("encryption", "aes-128")).status())
        .isEqualTo(200);
    assertThat(publisher.patch(path, new JsonObject().put("encryption", "none")).detail())
        .contains("aes-128 for ever");
    ApiClient.Answer open = publisher.patch(path, new JsonObject().put("visibility", "public"));
    assertThat(open.status()).isEqualTo(409);
    assertThat(open.detail()).contains("private");
    Instant now = Instant.now();
    JsonObject order =
        new JsonObject()
            .put("name", "Rain")
            .put("from", now.minusSeconds(60).toString())
            .put("to", now.toString());
    ApiClient.Answer recorded = publisher.post(path + "/recordings", order);
    assertThat(recorded.status()).isEqualTo(409);
    assertThat(recorded.detail()).contains("encrypted");
    publisher.post(path + "/stream-key", new JsonObject());
    assertThat(told(id).stream().map(Channel::encryption).distinct()).hasSize(1);
    JsonObject playback = publisher.post(path + "/playback", new JsonObject()).json();
    assertThat(playback.containsKey("dash")).isFalse();
    assertThat(playback.containsKey("keyServer")).isFalse();
  }

  @Test
  void anEncoderIsToldWhereToSendTo() {
    JsonObject channel = make("private");
    String key = channel.getString("streamKey");
    JsonObject ingest = channel.getJsonObject("ingest");
    assertThat(key).matches("[A-Za-z0-9_-]{43}");
    assertThat(ingest.getString("rtmp")).isEqualTo("rtmp://localhost:1935/live/" + key);
    assertThat(ingest.getString("srt"))
        .matches("srt://localhost:100\\d\\d\\?passphrase=" + key + "&pbkeylen=16");
    assertThat(ingest.getString("cmaf"))
        .isEqualTo(TestControlPlane.DATA_PLANE + "/ingest/" + channel.getString("id") + "/");
    assertThat(make("private").getJsonObject("ingest").getString("srt"))
        .isNotEqualTo(ingest.getString("srt"));
    JsonObject backup = ingest.getJsonObject("backup");
    assertThat(backup.getString("rtmp")).isEqualTo(ingest.getString("rtmp") + "?backup=1");
    assertThat(backup.getString("srt"))
        .isEqualTo(ingest.getString("srt").replace("localhost:10", "localhost:11"));
    assertThat(backup.getString("cmaf")).isEqualTo(ingest.getString("cmaf") + "backup/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"latency\":\"low\"}",
        "{\"name\":\"  \"}",
        "{\"name\":\"x\",\"latency\":\"lowest\"}",
        "{\"name\":\"x\",\"dvrSeconds\":-1}",
        "{\"name\":\"x\",\"dvrSeconds\":86401}",
        "{\"name\":\"x\",\"dvrSeconds\":1.5}",
        "{\"name\":\"x\",\"visibility\":\"secret\"}",
        "{\"name\":\"x\",\"onStale\":\"black\"}",
        "{\"name\":\"x\",\"streamKey\":\"mine\"}",
        "{\"name\":\"x\",\"encryption\":\"aes-256\"}",
        "{\"name\":\"x\",\"encryption\":\"aes-128\",\"latency\":\"low\"}",
        "{\"name\":\"x\",\"encryption\":\"cbcs\",\"visibility\":\"public\"}",
        "{\"name\":\"x\",\"encryption\":\"cbcs\",\"keyRotationSeconds\":0}"
      })
  void whatIsWrongWithAChannelIsRefused(String body) {
    assertThat(publisher.post("channels", new JsonObject(body)).status()).isEqualTo(400);
  }

  @Test
  void aChangeLeavesTheRestAsItWas() {
    JsonObject channel = make("private");
    String path = "channels/" + channel.getString("id");
    JsonObject changed =
        publisher
            .patch(path, new JsonObject().put("dvrSeconds", 1e1).put("onStale", "error"))
            .json();
    assertThat(changed.getInteger("dvrSeconds")).isEqualTo(10);
    assertThat(changed.getString("onStale")).isEqualTo("error");
    assertThat(changed.getString("name")).isEqualTo("Rain");
    assertThat(changed.getString("streamKey")).isEqualTo(channel.getString("streamKey"));
    assertThat(publisher.patch(path, new JsonObject()).status()).isEqualTo(400);
    assertThat(publisher.patch(path, new JsonObject().put("state", "live")).status())
        .isEqualTo(400);
  }

  @Test
  void theLatencyNeverChanges() {
    String path = "channels/" + create("private");
    assertThat(publisher.patch(path, new JsonObject().put("latency", "low")).status())
        .isEqualTo(200);
    ApiClient.Answer other = publisher.patch(path, new JsonObject().put("latency", "standard"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.detail()).contains("latency").contains("low for ever");
  }

  @Test
  void rolesAreChecked() {
    ApiClient viewer = control.person(Role.VIEWER);
    ApiClient other = control.person(Role.PUBLISHER);
    String open = "channels/" + create("public");
    String hidden = "channels/" + create("private");
    JsonObject change = new JsonObject().put("name", "Mine now");
    JsonObject nothing = new JsonObject();

    assertThat(viewer.post("channels", newChannel("public")).status()).isEqualTo(403);
    assertThat(viewer.get(open).status()).isEqualTo(200);
    assertThat(viewer.get(hidden).status()).isEqualTo(404);
    assertThat(viewer.patch(open, change).status()).isEqualTo(403);
    assertThat(viewer.delete(hidden).status()).isEqualTo(404);
    assertThat(other.get(hidden).status()).isEqualTo(404);
    assertThat(other.patch(open, change).status()).isEqualTo(403);
    assertThat(other.delete(open).status()).isEqualTo(403);
    assertThat(other.post(open + "/stream-key", nothing).status()).isEqualTo(403);
    assertThat(other.post(hidden + "/stream-key", nothing).status()).isEqualTo(404);
    assertThat(control.person(Role.OPERATOR).patch(hidden, change).status()).isEqualTo(200);
    assertThat(control.anonymous().get(open).status()).isEqualTo(401);
    assertThat(control.anonymous().post("channels", newChannel("public")).status()).isEqualTo(401);
    assertThat(viewer.get("channels/nope").status()).isEqualTo(404);
  }

  @Test
  void onlyWhoMayChangeAChannelSeesItsKey() {
    JsonObject channel = make("public");
    String path = "channels/" + channel.getString("id");
    String key = channel.getString("streamKey");
    assertThat(control.person(Role.OPERATOR).get(path).json().getString("streamKey"))
        .isEqualTo(key);
    assertThat(control.admin().get(path).json().getString("streamKey")).isEqualTo(key);
    for (ApiClient other : List.of(control.person(Role.VIEWER), control.person(Role.PUBLISHER))) {
      JsonObject seen = other.get(path).json();
      assertThat(seen.getString("name")).isEqualTo("Rain");
      assertThat(seen.containsKey("streamKey")).isFalse();
      assertThat(seen.containsKey("ingest")).isFalse();
      assertThat(seen.containsKey("node")).isFalse();
    }
    assertThat(publisher.get("channels").response().body()).doesNotContain(key);
  }

  @Test
  void theKeyIsKeptSealedForItsChannelAlone() {
    JsonObject channel = make("private");
    String id = channel.getString("id");
    String key = channel.getString("streamKey");
    Row row = control.query("select * from channels where id = $1", id).iterator().next();
    StreamKeys keys = new StreamKeys(new Envelope(List.of(TestControlPlane.SEALING_KEY)));
    assertThat(row.toJson().encode()).doesNotContain(key);
    assertThat(row.getString("key_hash")).isEqualTo(Channel.hash(key));
    assertThat(keys.open(id, row.getString("sealed_key"))).contains(new Secret(key));
    assertThat(keys.open("c2", row.getString("sealed_key"))).isEmpty();
  }

  @Test
  void aKeyThatCannotBeUnsealedIsRenewed() {
    String path = "channels/" + create("private");
    control.query(
        "update channels set sealed_key = 'v1.gone.x' where id = $1",
        path.substring("channels/".length()));
    JsonObject locked = publisher.get(path).json();
    assertThat(locked.containsKey("streamKey")).isFalse();
    assertThat(locked.getJsonObject("ingest").fieldNames()).containsExactly("cmaf", "backup");
    assertThat(publisher.post(path + "/stream-key", new JsonObject()).json().getString("streamKey"))
        .isNotBlank();
  }

  @Test
  void aNewKeyEndsTheOldOne() {
    JsonObject channel = make("private");
    String id = channel.getString("id");
    String path = "/api/v1/channels/" + id + "/stream-key";
    ApiClient.Answer renewed = publisher.send("POST", path, BodyPublishers.noBody());
    assertThat(renewed.status()).isEqualTo(200);
    String key = renewed.json().getString("streamKey");
    assertThat(key).isNotEqualTo(channel.getString("streamKey"));
    assertThat(renewed.json().getJsonObject("ingest").getString("rtmp")).endsWith("/" + key);
    Channel told = told(id).getLast();
    assertThat(told.opens(key)).isTrue();
    assertThat(told.opens(channel.getString("streamKey"))).isFalse();
  }

  @Test
  void theDataPlaneIsToldOfEveryChange() {
    String id = create("private");
    String owner = publisher.get("channels/" + id).json().getString("ownerId");
    publisher.patch(
        "channels/" + id, new JsonObject().put("visibility", "public").put("dvrSeconds", 30));
    publisher.delete("channels/" + id);
    List<JsonObject> told = told(id).stream().map(Channel::toJson).toList();
    assertThat(told).hasSize(3);
    assertThat(told.get(0).getString("visibility")).isEqualTo("private");
    assertThat(told.get(0).getString("latency")).isEqualTo("low");
    assertThat(told.get(0).getString("publisher")).isNotNull().isEqualTo(owner);
    assertThat(told.get(0).getBoolean("open")).isTrue();
    assertThat(told.get(1).getString("visibility")).isEqualTo("public");
    assertThat(told.get(1).getInteger("dvrSeconds")).isEqualTo(30);
    assertThat(told.get(2).getBoolean("open")).isFalse();
  }

  private List<Channel> told(String id) {
    List<Channel> told = new ArrayList<>();
    control
        .query("select body from feed where subject = $1 order by sequence", "channel " + id)
        .forEach(row -> {
          FeedChange change = FeedChange.of("channel", row.getJsonObject("body"));
          told.add(((ChannelChange) change).channel());
        });
    return told;
  }

  @Test
  void aDeletedChannelIsGoneAndLaterForgotten() {
    JsonObject channel = make("public");
    String id = channel.getString("id");
    String path = "channels/" + id;
    JsonObject nothing = new JsonObject();
    assertThat(publisher.delete(path).status()).isEqualTo(204);
    assertThat(publisher.get(path).status()).isEqualTo(410);
    assertThat(publisher.delete(path).status()).isEqualTo(410);
    assertThat(publisher.patch(path, newChannel("public")).status()).isEqualTo(410);
    assertThat(publisher.post(path + "/stream-key", nothing).status()).isEqualTo(410);
    assertThat(publisher.post(path + "/playback", nothing).status()).isEqualTo(410);
    assertThat(control.person(Role.VIEWER).get(path).status()).isEqualTo(410);
    assertThat(publisher.get("channels").response().body()).doesNotContain(id);
    assertThat(make("public").getJsonObject("ingest").getString("srt"))
        .startsWith(channel.getJsonObject("ingest").getString("srt").split("\\?", 2)[0]);
    control.query("update channels set deleted_at = now() - interval '31 days' where id = $1", id);
    assertThat(publisher.get(path).status()).isEqualTo(404);
  }

  @Test
  void everyChangeIsAuditedWithoutTheKey() {
    JsonObject channel = make("private");
    String id = channel.getString("id");
    publisher.patch("channels/" + id, new JsonObject().put("name", "Sun"));
    String renewed =
        publisher
            .post("channels/" + id + "/stream-key", new JsonObject())
            .json()
            .getString("streamKey");
    publisher.delete("channels/" + id);
    publisher.delete("channels/" + id);
    List<String> actions = new ArrayList<>();
    control
        .query(
            "select a.action, a.detail, c.owner_id = a.actor as by_owner from audit_log a "
                + "join channels c on c.id = a.subject where a.subject = $1 order by a.id",
            id)
        .forEach(row -> {
          assertThat(row.getBoolean("by_owner")).isTrue();
          assertThat(row.getJsonObject("detail").encode())
              .doesNotContain(channel.getString("streamKey"))
              .doesNotContain(renewed);
          actions.add(row.getString("action"));
        });
    assertThat(actions)
        .containsExactly("channel.create", "channel.change", "channel.renew-key", "channel.delete");
  }

  @Test
  void aListHasWhatOneMaySeeTheNewestFirst() {
    ApiClient viewer = control.person(Role.VIEWER);
    List<String> mine = List.of(create("public"), create("private"), create("public"));
    assertThat(ids(publisher.get("channels?limit=3").json()))
        .containsExactly(mine.get(2), mine.get(1), mine.get(0));
    assertThat(ids(viewer.get("channels?limit=2").json()))
        .containsExactly(mine.get(2), mine.get(0));
    assertThat(ids(control.person(Role.OPERATOR).get("channels?limit=3").json())).containsAll(mine);
    JsonObject first = publisher.get("channels?limit=2").json();
    String next = "channels?limit=2&cursor=" + first.getString("nextCursor");
    assertThat(ids(publisher.get(next).json())).startsWith(mine.get(0));
    assertThat(publisher.get("channels?cursor=nonsense").status()).isEqualTo(400);
    assertThat(publisher.get("channels?limit=0").status()).isEqualTo(400);
    assertThat(control.anonymous().get("channels").status()).isEqualTo(401);
  }

  private static List<String> ids(JsonObject page) {
    JsonArray items = page.getJsonArray("items");
    return items.stream().map(item -> ((JsonObject) item).getString("id")).toList();
  }

  @Test
  void whereNoPortIsFreeThereIsNoSrt() {
    try (TestControlPlane narrow =
        TestControlPlane.start(
            Map.of(
                "live.srt-ports", "10000-10000", "live.ingest-url", "https://push.example.org/"))) {
      ApiClient admin = narrow.admin();
      JsonObject first = admin.post("channels", newChannel("public")).json();
      JsonObject second = admin.post("channels", newChannel("public")).json();
      assertThat(first.getJsonObject("ingest").getString("srt"))
          .startsWith("srt://localhost:10000?");
      assertThat(first.getJsonObject("ingest").getString("cmaf"))
          .isEqualTo("https://push.example.org/ingest/" + first.getString("id") + "/");
      assertThat(second.getJsonObject("ingest").fieldNames())
          .containsExactly("rtmp", "cmaf", "backup");
    }
  }
}
