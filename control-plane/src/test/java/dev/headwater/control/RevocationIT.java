package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.platform.feed.Revocation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationIT {
  private final TestControlPlane control = TestControlPlane.shared();

  private static ApiClient.Answer revoke(ApiClient caller, String what, String name) {
    return caller.post("revocations", new JsonObject().put(what, name));
  }

  private List<JsonObject> told(String name) {
    List<JsonObject> lines = new ArrayList<>();
    control
        .query(
            "select body from feed where type = 'revocation' and body->>'name' = $1 order by sequence",
            name)
        .forEach(row -> lines.add(row.getJsonObject("body")));
    return lines;
  }

  private static String id(ApiClient person) {
    String claims = person.token().split("\\.", -1)[1];
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(claims))).getString("sub");
  }

  @Test
  void anOperatorEndsASessionAndSeesWhoFollows() {
    ApiClient operator = control.person(Role.OPERATOR);
    Instant before = Instant.now().minusMillis(1);
    ApiClient.Answer answer = revoke(operator, "session", "a session");
    assertThat(answer.status()).isEqualTo(201);
    JsonObject line = told("a session").getFirst();
    assertThat(line.getString("what")).isEqualTo("session");
    assertThat(Instant.parse(line.getString("before"))).isBetween(before, Instant.now());
    assertThat(Instant.parse(line.getString("until")))
        .isBetween(before.plus(Duration.ofHours(36)), Instant.now().plus(Duration.ofHours(36)));
    JsonObject found = operator.get("revocations/" + answer.json().getString("id")).json();
    assertThat(found.getLong("sequence")).isEqualTo(answer.json().getLong("sequence"));
    assertThat(found.getString("name")).isEqualTo("a session");
    assertThat(found.getString("state")).isIn("pending", "applied", "partial");
    assertThat(found.getJsonArray("unreachable")).isInstanceOf(JsonArray.class);
  }

  @Test
  void aTokenItselfIsNeitherKeptNorSentAround() {
    String token = "eyJhbGciOiJIUzI1NiJ9.an unlikely token";
    JsonObject answer = revoke(control.admin(), "token", token).json();
    assertThat(answer.getString("what")).isEqualTo("token");
    assertThat(answer.containsKey("name")).isFalse();
    assertThat(told(Revocation.digest(token))).hasSize(1);
    assertThat(
            control
                .query(
                    "select (select count(*) from revocations r where r::text like $1)"
                        + " + (select count(*) from audit_log a where a::text like $1)"
                        + " + (select count(*) from feed f where f::text like $1)",
                    "%unlikely token%")
                .iterator()
                .next()
                .getLong(0))
        .isZero();
  }

  @Test
  void aPublisherEndsWhatIsOfTheirOwnTitles() {
    ApiClient publisher = control.person(Role.PUBLISHER);
    String id =
        publisher
            .post("titles", new JsonObject().put("name", "Rain").put("visibility", "private"))
            .json()
            .getString("id");
    assertThat(revoke(control.person(Role.PUBLISHER), "title", id).status()).isEqualTo(403);
    assertThat(told(id)).isEmpty();
    assertThat(revoke(publisher, "title", id).status()).isEqualTo(201);
    assertThat(told(id)).hasSize(1);
    assertThat(revoke(publisher, "session", "x").status()).isEqualTo(403);
    assertThat(revoke(publisher, "token", "x").status()).isEqualTo(403);
  }

  @Test
  void anybodyEndsTheirOwn() {
    ApiClient viewer = control.person(Role.VIEWER);
    ApiClient other = control.person(Role.VIEWER);
    ApiClient.Answer own = revoke(viewer, "viewer", id(viewer));
    assertThat(own.status()).isEqualTo(201);
    assertThat(revoke(other, "viewer", id(viewer)).status()).isEqualTo(403);
    String path = "revocations/" + own.json().getString("id");
    assertThat(viewer.get(path).status()).isEqualTo(200);
    assertThat(other.get(path).status()).isEqualTo(404);
    assertThat(revoke(control.anonymous(), "viewer", id(viewer)).status()).isEqualTo(401);
  }

  @Test
  void whoLogsOutEverywherePlaysNowhereEither() {
    ApiClient viewer = control.person(Role.VIEWER);
    assertThat(told(id(viewer))).isEmpty();
    viewer.post("auth/logout-everywhere", new JsonObject());
    assertThat(told(id(viewer))).hasSize(1);
  }

  @Test
  void theSameIsNotRevokedAgainAndAgain() {
    ApiClient viewer = control.person(Role.VIEWER);
    for (int i = 0; i < 10; i++) {
      assertThat(revoke(viewer, "viewer", id(viewer)).status()).isEqualTo(201);
    }
    assertThat(revoke(viewer, "viewer", id(viewer)).status()).isEqualTo(429);
    assertThat(told(id(viewer))).hasSize(10);
  }

  @Test
  void oneThingIsRevokedAtATime() {
    ApiClient admin = control.admin();
    assertThat(admin.post("revocations", new JsonObject()).status()).isEqualTo(400);
    assertThat(
            admin
                .post("revocations", new JsonObject().put("session", "a").put("title", "b"))
                .status())
        .isEqualTo(400);
    assertThat(admin.post("revocations", new JsonObject().put("everything", "a")).status())
        .isEqualTo(400);
    assertThat(revoke(admin, "session", "x".repeat(65)).status()).isEqualTo(400);
  }
}
