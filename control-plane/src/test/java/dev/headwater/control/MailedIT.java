package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What people are mailed, and what they may do with it. */
class MailedIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String PASSWORD = "long enough";
  private static final String NEW = "a new password";

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient anonymous = control.anonymous();
  private final Mailbox mailbox = control.mailbox();
  private final String email = "mailed" + NUMBER.incrementAndGet() + "@example.org";

  private static ApiClient.Answer register(ApiClient client, String email, String password) {
    return client.post(
        "auth/register",
        new JsonObject().put("email", email).put("password", password).put("displayName", "M"));
  }

  private static int logIn(ApiClient client, String email, String password) {
    return client
        .post("auth/login", new JsonObject().put("email", email).put("password", password))
        .status();
  }

  private static ApiClient.Answer forget(ApiClient client, String email) {
    return client.post("auth/password/forgotten", new JsonObject().put("email", email));
  }

  private int reset(String token, String password) {
    return anonymous
        .post("auth/password/reset", new JsonObject().put("token", token).put("password", password))
        .status();
  }

  private int confirm(String token) {
    return anonymous.post("auth/email/confirm", new JsonObject().put("token", token)).status();
  }

  private boolean isChecked() {
    return control
            .query("select 1 from people where email = $1 and email_checked_at is not null", email)
            .size()
        == 1;
  }

  @Test
  void whoRegistersShowsThatMailReachesThem() {
    assertThat(register(anonymous, email, PASSWORD).status()).isEqualTo(201);
    String token = Mailbox.token(mailbox.await(email, 1));
    assertThat(isChecked()).isFalse();
    assertThat(confirm("invented")).isEqualTo(403);
    assertThat(reset(token, NEW)).as("for something else").isEqualTo(403);
    assertThat(confirm(token)).isEqualTo(204);
    assertThat(isChecked()).isTrue();
    assertThat(confirm(token)).as("good once").isEqualTo(403);
    ApiClient person = anonymous.logIn(email, PASSWORD);
    assertThat(person.post("auth/email/check", new JsonObject()).status()).isEqualTo(202);
  }

  @Test
  void aCheckCanBeAskedForAgain() {
    register(anonymous, email, PASSWORD);
    ApiClient person = anonymous.logIn(email, PASSWORD);
    assertThat(person.post("auth/email/check", new JsonObject()).status()).isEqualTo(202);
    assertThat(confirm(Mailbox.token(mailbox.await(email, 2)))).isEqualTo(204);
  }

  @Test
  void whereTheCheckIsNeededNobodyLogsInBefore() {
    try (TestControlPlane strict =
        TestControlPlane.start(
            Map.of("accounts.self-registration", "true", "accounts.email-check", "true"))) {
      ApiClient client = strict.anonymous();
      assertThat(register(client, email, PASSWORD).status()).isEqualTo(201);
      assertThat(logIn(client, email, PASSWORD)).isEqualTo(401);
      String token = Mailbox.token(strict.mailbox().await(email, 1));
      client.post("auth/email/confirm", new JsonObject().put("token", token));
      assertThat(logIn(client, email, PASSWORD)).isEqualTo(200);
      assertThat(strict.admin().get("titles").status()).as("the first of all").isEqualTo(200);
    }
  }

  @Test
  void aTakenAddressIsAnsweredAsAnyAndItsOwnerIsMailed() {
    JsonObject first = register(anonymous, email, PASSWORD).json();
    ApiClient.Answer again = register(anonymous, email, "somebody else's");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().fieldNames()).isEqualTo(first.fieldNames());
    assertThat(again.json().getString("email")).isEqualTo(first.getString("email"));
    assertThat(again.json().getString("id")).hasSameSizeAs(first.getString("id"));
    assertThat(again.json().getString("createdAt")).endsWith("Z");
    assertThat(logIn(anonymous, email, "somebody else's")).isEqualTo(401);
    assertThat(logIn(anonymous, email, PASSWORD)).as("nothing was changed").isEqualTo(200);
    assertThat(mailbox.await(email, 2)).contains("You have an account already");
  }

  @Test
  void aForgottenPasswordIsReplacedByMail() {
    register(anonymous, email, PASSWORD);
    ApiClient session = anonymous.logIn(email, PASSWORD);
    assertThat(forget(anonymous, email.toUpperCase(Locale.ROOT)).status()).isEqualTo(202);
    String token = Mailbox.token(mailbox.await(email, 2));
    assertThat(reset(token, "short")).isEqualTo(400);
    assertThat(reset(token, NEW)).isEqualTo(204);
    assertThat(reset(token, NEW)).as("good once").isEqualTo(403);
    assertThat(session.get("titles").status()).as("sessions end").isEqualTo(401);
    assertThat(logIn(anonymous, email, PASSWORD)).isEqualTo(401);
    assertThat(logIn(anonymous, email, NEW)).isEqualTo(200);
    assertThat(isChecked()).as("the mail has arrived").isTrue();
    assertThat(
            control.query("select 1 from audit_log where action = 'person.reset-password'").size())
        .isPositive();
  }

  @Test
  void whoHasNoAccountIsAnsweredTheSameAndNotMailed() {
    register(anonymous, email, PASSWORD);
    ApiClient.Answer unknown = forget(anonymous, "unknown-" + email);
    ApiClient.Answer known = forget(anonymous, email);
    assertThat(unknown.status()).isEqualTo(202).isEqualTo(known.status());
    assertThat(unknown.response().body()).isEqualTo(known.response().body());
    mailbox.await(email, 2); // errands are run in order: the other one was run before
    assertThat(mailbox.mailTo("unknown-" + email)).isEmpty();
    assertThat(forget(anonymous, "not-mail").status()).isEqualTo(400);
  }

  @Test
  void anOldTokenIsRefused() {
    register(anonymous, email, PASSWORD);
    forget(anonymous, email);
    String token = Mailbox.token(mailbox.await(email, 2));
    control.query(
        "update mailed_tokens set expires_at = now() - interval '1 second' where person_id ="
            + " (select id from people where email = $1)",
        email);
    assertThat(reset(token, NEW)).isEqualTo(403);
  }

  @Test
  void aChangeOfThePasswordMakesMailedTokensWorthless() {
    ApiClient person = control.person(Role.VIEWER);
    String address = control.emailOf(person);
    forget(anonymous, address);
    String token = Mailbox.token(mailbox.await(address, 2));
    person.post(
        "auth/password",
        new JsonObject()
            .put("oldPassword", TestControlPlane.PERSON_PASSWORD)
            .put("newPassword", NEW));
    assertThat(reset(token, "somebody else's")).isEqualTo(403);
  }

  @Test
  void aDisabledPersonIsNotMailed() {
    register(anonymous, email, PASSWORD);
    mailbox.await(email, 1);
    control.query("update people set disabled_at = now() where email = $1", email);
    forget(anonymous, email);
    String other = "other-" + email;
    register(anonymous, other, PASSWORD);
    mailbox.await(other, 1);
    assertThat(mailbox.mailTo(email)).hasSize(1);
  }

  @Test
  void nobodyIsMailedWithoutEnd() {
    Map<String, String> settings = Map.of("accounts.mails-per-recipient", "2");
    try (TestControlPlane strict = TestControlPlane.start(settings)) {
      assertThat(forget(strict.anonymous(), email).status()).isEqualTo(202);
      assertThat(forget(strict.anonymous(), email).status()).isEqualTo(202);
      ApiClient.Answer third = forget(strict.anonymous(), email);
      assertThat(third.status()).isEqualTo(429);
      assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(3500, 3600);
      assertThat(forget(strict.anonymous(), "else-" + email).status()).isEqualTo(202);
    }
  }

  @Test
  void mailIsReadableByItsOwnerAlone() throws Exception {
    register(anonymous, email, PASSWORD);
    mailbox.await(email, 1);
    try (var files = Files.list(mailbox.folder())) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }
}
