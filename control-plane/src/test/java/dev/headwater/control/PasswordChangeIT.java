package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PasswordChangeIT {
  private static final String NEW = "another password of a person";

  private final TestControlPlane control = TestControlPlane.shared();

  private static ApiClient.Answer change(ApiClient person, String old) {
    return person.post(
        "auth/password", new JsonObject().put("oldPassword", old).put("newPassword", NEW));
  }

  private static int logIn(TestControlPlane control, String email, String password) {
    return control
        .anonymous()
        .post("auth/login", new JsonObject().put("email", email).put("password", password))
        .status();
  }

  @Test
  void aNewPasswordTakesThePlaceOfTheOldOneAndEndsOtherSessions() {
    ApiClient person = control.person(Role.VIEWER);
    String email = control.emailOf(person);
    ApiClient other = control.anonymous().logIn(email, TestControlPlane.PERSON_PASSWORD);
    assertThat(change(person, TestControlPlane.PERSON_PASSWORD).status()).isEqualTo(204);
    assertThat(person.get("titles").status()).as("this session goes on").isEqualTo(200);
    assertThat(other.get("titles").status()).isEqualTo(401);
    assertThat(logIn(control, email, TestControlPlane.PERSON_PASSWORD)).isEqualTo(401);
    assertThat(logIn(control, email, NEW)).isEqualTo(200);
    assertThat(
            control.query("select 1 from audit_log where action = 'person.change-password'").size())
        .isPositive();
  }

  @Test
  void theOldPasswordIsNeeded() {
    ApiClient person = control.person(Role.VIEWER);
    assertThat(change(person, "wrong").status()).isEqualTo(403);
    assertThat(change(control.anonymous(), TestControlPlane.PERSON_PASSWORD).status())
        .isEqualTo(401);
    assertThat(logIn(control, control.emailOf(person), TestControlPlane.PERSON_PASSWORD))
        .isEqualTo(200);
  }

  @Test
  void guessingTheOldPasswordIsThrottled() {
    try (TestControlPlane strict =
        TestControlPlane.start(
            Map.of("accounts.self-registration", "true", "accounts.failures-per-account", "2"))) {
      ApiClient person = strict.person(Role.VIEWER);
      assertThat(change(person, "wrong").status()).isEqualTo(403);
      assertThat(change(person, "wrong").status()).isEqualTo(403);
      assertThat(change(person, TestControlPlane.PERSON_PASSWORD).status()).isEqualTo(429);
    }
  }

  @Test
  void theFirstAdministratorsPasswordStaysChangedAtTheNextStart() {
    TestControlPlane first = TestControlPlane.start(Map.of());
    assertThat(change(first.admin(), TestControlPlane.ADMIN_PASSWORD).status()).isEqualTo(204);
    first.close();
    try (TestControlPlane second = TestControlPlane.start(first.database(), Map.of())) {
      assertThat(logIn(second, TestControlPlane.ADMIN_EMAIL, NEW)).isEqualTo(200);
      assertThat(logIn(second, TestControlPlane.ADMIN_EMAIL, TestControlPlane.ADMIN_PASSWORD))
          .isEqualTo(401);
    }
  }
}
