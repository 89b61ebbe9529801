package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String PASSWORD = "long enough";

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient admin = control.admin();

  private static JsonObject somebody(String role) {
    return new JsonObject()
        .put("email", "member" + NUMBER.incrementAndGet() + "@example.org")
        .put("displayName", "Member")
        .put("role", role)
        .put("password", PASSWORD);
  }

  private ApiClient.Answer change(ApiClient.Answer person, String member, Object value) {
    return admin.patch(
        "people/" + person.json().getString("id"), new JsonObject().put(member, value));
  }

  private int logIn(ApiClient.Answer person, String password) {
    return control
        .anonymous()
        .post(
            "auth/login",
            new JsonObject()
                .put("email", person.json().getString("email"))
                .put("password", password))
        .status();
  }

  private int auditLines(String action, String subject) {
    return control
        .query("select 1 from audit_log where action = $1 and subject = $2", action, subject)
        .size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "publisher", "operator", "admin"})
  void anAdministratorMakesPeopleOfEveryRole(String role) {
    ApiClient.Answer made = admin.post("people", somebody(role));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().getString("role")).isEqualTo(role);
    assertThat(made.json().getBoolean("disabled")).isFalse();
    assertThat(made.response().body()).doesNotContain("argon2", PASSWORD);
    String id = made.json().getString("id");
    assertThat(made.header("Location")).isEqualTo("/api/v1/people/" + id);
    assertThat(admin.get("people/" + id).json()).isEqualTo(made.json());
    assertThat(logIn(made, PASSWORD)).isEqualTo(200);
    assertThat(auditLines("person.create", id)).isEqualTo(1);
  }

  @Test
  void whoHasNoRoleNamedIsAViewer() {
    JsonObject person = somebody("viewer");
    person.remove("role");
    assertThat(admin.post("people", person).json().getString("role")).isEqualTo("viewer");
  }

  @Test
  void aTakenAddressIsAConflictForAdministrators() {
    JsonObject person = somebody("viewer");
    admin.post("people", person);
    assertThat(admin.post("people", person).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @EnumSource(names = {"VIEWER", "PUBLISHER", "OPERATOR"})
  void peopleAreTheBusinessOfAdministratorsAlone(Role role) {
    ApiClient.Answer target = admin.post("people", somebody("viewer"));
    String path = "people/" + target.json().getString("id");
    ApiClient person = control.person(role);
    assertThat(person.get("people").status()).isEqualTo(403);
    assertThat(person.get(path).status()).isEqualTo(403);
    assertThat(person.post("people", somebody("admin")).status()).isEqualTo(403);
    assertThat(person.patch(path, new JsonObject().put("role", "admin")).status()).isEqualTo(403);
    assertThat(control.anonymous().get("people").status()).isEqualTo(401);
    assertThat(admin.get(path).json().getString("role")).as("unchanged").isEqualTo("viewer");
  }

  @Test
  void aNewRoleIsInForceAtOnce() {
    ApiClient.Answer person = admin.post("people", somebody("publisher"));
    ApiClient before = control.anonymous().logIn(person.json().getString("email"), PASSWORD);
    assertThat(change(person, "role", "viewer").json().getString("role")).isEqualTo("viewer");
    JsonObject title = new JsonObject().put("name", "x").put("visibility", "public");
    assertThat(before.post("titles", title).status()).as("of the old role").isEqualTo(401);
    ApiClient after = control.anonymous().logIn(person.json().getString("email"), PASSWORD);
    assertThat(after.post("titles", title).status()).isEqualTo(403);
    assertThat(auditLines("person.change", person.json().getString("id"))).isEqualTo(1);
  }

  @Test
  void aDisabledPersonIsOutAndStaysOut() {
    ApiClient.Answer person = admin.post("people", somebody("viewer"));
    ApiClient before = control.anonymous().logIn(person.json().getString("email"), PASSWORD);
    assertThat(change(person, "disabled", true).json().getBoolean("disabled")).isTrue();
    assertThat(before.get("titles").status()).isEqualTo(401);
    assertThat(logIn(person, PASSWORD)).isEqualTo(401);
    change(person, "disabled", false);
    assertThat(logIn(person, PASSWORD)).isEqualTo(200);
  }

  @Test
  void anotherNameEndsNoSession() {
    ApiClient.Answer person = admin.post("people", somebody("viewer"));
    ApiClient client = control.anonymous().logIn(person.json().getString("email"), PASSWORD);
    assertThat(change(person, "displayName", " Ana ").json().getString("displayName"))
        .isEqualTo("Ana");
    assertThat(client.get("titles").status()).isEqualTo(200);
  }

  @Test
  void whatIsNotAPersonOrAChangeIsRefused() {
    ApiClient.Answer person = admin.post("people", somebody("viewer"));
    assertThat(admin.get("people/p0").status()).isEqualTo(404);
    assertThat(admin.patch("people/p0", new JsonObject().put("disabled", true)).status())
        .isEqualTo(404);
    assertThat(change(person, "role", "emperor").status()).isEqualTo(400);
    assertThat(change(person, "passwordHash", "x").status()).isEqualTo(400);
    assertThat(admin.post("people", somebody("viewer").put("password", "short")).status())
        .isEqualTo(400);
    assertThat(admin.get("people?cursor=nonsense").status()).isEqualTo(400);
  }

  @Test
  void theLastAdministratorStaysOne() {
    try (TestControlPlane alone = TestControlPlane.start(Map.of())) {
      ApiClient only = alone.admin();
      String id = only.get("people").json().getJsonArray("items").getJsonObject(0).getString("id");
      JsonObject demoted = new JsonObject().put("role", "operator");
      assertThat(only.patch("people/" + id, demoted).status()).isEqualTo(409);
      assertThat(only.patch("people/" + id, new JsonObject().put("disabled", true)).status())
          .isEqualTo(409);
      only.post("people", somebody("admin"));
      assertThat(only.patch("people/" + id, demoted).status()).isEqualTo(200);
    }
  }

  @Test
  void pagesHoldEverybodyOnce() {
    try (TestControlPlane few = TestControlPlane.start(Map.of())) {
      ApiClient only = few.admin();
      for (int i = 0; i < 4; i++) {
        only.post("people", somebody(i == 0 ? "operator" : "viewer"));
      }
      List<String> seen = new ArrayList<>();
      String cursor = "";
      do {
        JsonObject page = only.get("people?limit=2" + cursor).json();
        page.getJsonArray("items").forEach(p -> seen.add(((JsonObject) p).getString("email")));
        cursor = page.containsKey("nextCursor") ? "&cursor=" + page.getString("nextCursor") : "";
      } while (!cursor.isEmpty());
      assertThat(seen).hasSize(5).doesNotHaveDuplicates();
      JsonArray operators = only.get("people?role=operator").json().getJsonArray("items");
      assertThat(operators).hasSize(1);
      assertThat(only.get("people?q=ADMIN%40head").json().getJsonArray("items")).hasSize(1);
      assertThat(only.get("people?q=%25").json().getJsonArray("items")).isEmpty();
    }
  }
}
