package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.platform.token.TokenVerification;
import dev.headwater.platform.token.TokenVerifier;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys of playback tokens on a control plane of two CDNs, beside the data plane. */
class PlaybackKeysIT {
  private static final long POLL_NANOS = 20_000_000;
  private static TestControlPlane control;

  @BeforeAll
  static void start() {
    control =
        TestControlPlane.start(
            Map.of(
                "accounts.self-registration",
                "true",
                "playback.keys.cdns[0]",
                "alpha",
                "playback.keys.cdns[1]",
                "beta"));
  }

  @AfterAll
  static void stop() {
    control.close();
  }

  private static void until(BooleanSupplier so) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static List<String> keys(String consumer) {
    return control.admin().get("token-keys").json().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(key -> key.getString("consumer").equals(consumer))
        .map(key -> key.getString("kid") + " " + key.getString("state"))
        .toList();
  }

  private static String token() {
    ApiClient publisher = control.person(Role.PUBLISHER);
    String id =
        publisher
            .post("titles", new JsonObject().put("name", "Rain").put("visibility", "private"))
            .json()
            .getString("id");
    control.publish(id, "00000000000000e1");
    return publisher.post("titles/" + id + "/playback", new JsonObject()).json().getString("token");
  }

  private static String kid(String token) {
    TokenVerification verified = new TokenVerifier(PlaybackIT.keys(control)).verify(token);
    assertThat(verified).isInstanceOf(TokenVerification.Signed.class);
    return ((TokenVerification.Signed) verified).kid();
  }

  @Test
  void theNextKeySignsOnceEveryNodeHasIt() {
    String before = kid(token());
    String next =
        keys("headwater").stream()
            .filter(key -> key.endsWith("next"))
            .findFirst()
            .orElseThrow()
            .replace(" next", "");
    control.query(
        """
        insert into nodes (name, role, region, version, state, sequence, started_at)
        values ('slow', 'origin', 'r', 'v', 'serving', 0, now())\
        """);
    JsonObject rotation = control.admin().post("token-keys/rotations", new JsonObject()).json();
    assertThat(rotation.getString("kid")).isEqualTo(next);
    until(() -> keys("headwater").contains(next + " next")); // it takes its time
    assertThat(kid(token())).isEqualTo(before);
    control.query("update nodes set sequence = (select last from feed_head) where name = 'slow'");
    until(() -> keys("headwater").contains(next + " current"));
    assertThat(keys("headwater")).contains(before + " previous");
    until(() -> kid(token()).equals(next));
    until(() -> keys("headwater").stream().anyMatch(key -> key.endsWith(" next")));
    control.query("delete from nodes");
  }

  @Test
  void aKeyOfACdnIsPromotedOnceSomebodyHasConfirmedIt() {
    ApiClient admin = control.admin();
    assertThat(keys("alpha")).containsExactly("alpha-1 current", "alpha-2 next");
    String secret = admin.get("token-keys/alpha-1/secret").json().getString("secret");
    assertThat(secret).matches("[0-9a-f]{64}");
    assertThat(admin.get("token-keys/beta-1/secret").json().getString("secret"))
        .isNotEqualTo(secret);
    admin.post("token-keys/rotations", new JsonObject().put("consumer", "alpha"));
    assertThat(keys("alpha")).contains("alpha-2 next");
    assertThat(admin.put("token-keys/alpha-2/confirmation", BodyPublishers.noBody()).status())
        .isEqualTo(204);
    until(() -> keys("alpha").contains("alpha-2 current"));
    assertThat(keys("beta")).containsExactly("beta-1 current", "beta-2 next");
  }

  @Test
  void theDataPlanesKeysAreShownToNobodyAndOthersToAdministratorsAlone() {
    ApiClient admin = control.admin();
    assertThat(admin.get("token-keys/headwater-1/secret").status()).isEqualTo(404);
    assertThat(admin.get("token-keys/gamma-1/secret").status()).isEqualTo(404);
    assertThat(
            admin.post("token-keys/rotations", new JsonObject().put("consumer", "gamma")).status())
        .isEqualTo(404);
    ApiClient operator = control.person(Role.OPERATOR);
    assertThat(operator.get("token-keys").status()).isEqualTo(200);
    assertThat(operator.get("token-keys/beta-1/secret").status()).isEqualTo(403);
    ApiClient publisher = control.person(Role.PUBLISHER);
    assertThat(publisher.get("token-keys").status()).isEqualTo(403);
    assertThat(publisher.post("token-keys/rotations", new JsonObject()).status()).isEqualTo(403);
    assertThat(control.anonymous().get("token-keys").status()).isEqualTo(401);
  }

  @Test
  void aKeyThatLeakedIsRetiredAtOnceAndOthersTakeItsPlace() {
    ApiClient admin = control.admin();
    assertThat(control.person(Role.OPERATOR).delete("token-keys/beta-1").status()).isEqualTo(403);
    assertThat(admin.delete("token-keys/headwater-999").status()).isEqualTo(404);
    String leaked = kid(token());
    assertThat(admin.delete("token-keys/" + leaked).status()).isEqualTo(204);
    assertThat(keys("headwater"))
        .noneMatch(key -> key.startsWith(leaked + " "))
        .anyMatch(key -> key.endsWith(" current"));
    until(() -> !kid(token()).equals(leaked));
    assertThat(
            control
                .query(
                    "select body->>'state' from feed where type = 'token-key' and body->>'kid' = $1 order by sequence desc limit 1",
                    leaked)
                .iterator()
                .next()
                .getString(0))
        .isEqualTo("retired");
  }

  @Test
  void noKeyIsInTheDatabase() {
    String secret = control.admin().get("token-keys/beta-1/secret").json().getString("secret");
    String all =
        Objects.toString(
            control
                .query(
                    "select (select jsonb_agg(feed) from feed)::text || (select jsonb_agg(k) from token_keys k)::text || (select jsonb_agg(a) from audit_log a)::text")
                .iterator()
                .next()
                .getString(0));
    assertThat(all).contains("headwater-1").doesNotContain(secret);
    assertThat(all).doesNotContain(TestControlPlane.TOKEN_SECRET);
    PlaybackIT.keys(control).forEach(key -> assertThat(all).doesNotContain(key.secret().value()));
  }
}
