package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A channel's server of keys, as a player with Clear Key asks it. */
final class KeyServer {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private KeyServer() {}

  /** Keys by their KIDs. */
  record Given(Node.Answer answer, Map<String, byte[]> keys) {
    byte[] key(String kid) {
      return Objects.requireNonNull(keys.get(kid), kid);
    }
  }

  /**
   * Those of the viewer's channel.
   *
   * @param kids as MPDs have them
   */
  static Given ask(ProtectedViewer viewer, List<String> kids) {
    String uri = viewer.root().resolve("../../../keys/" + CbcsChannel.ID).toString();
    Node.Answer answer = ask(viewer.node(), uri, kids);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    Map<String, byte[]> keys = new HashMap<>();
    for (Object each : answer.body().toJsonObject().getJsonArray("keys")) {
      JsonObject key = (JsonObject) each;
      assertThat(key.getString("kty")).isEqualTo("oct");
      ByteBuffer kid = ByteBuffer.wrap(Base64.getUrlDecoder().decode(key.getString("kid")));
      keys.put(
          new UUID(kid.getLong(), kid.getLong()).toString(),
          Base64.getUrlDecoder().decode(key.getString("k")));
    }
    return new Given(answer, keys);
  }

  static Node.Answer ask(Node node, String uri, List<String> kids) {
    JsonArray names = new JsonArray();
    for (String kid : kids) {
      UUID id = UUID.fromString(kid);
      ByteBuffer bytes = ByteBuffer.allocate(16);
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      names.add(ENCODER.encodeToString(bytes.array()));
    }
    return post(node, uri, new JsonObject().put("kids", names).put("type", "temporary").toBuffer());
  }

  static Node.Answer post(Node node, String uri, Buffer body) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setPort(node.port()).setURI(uri);
    return Node.await(node.send(options, request -> request.send(body)));
  }
}
