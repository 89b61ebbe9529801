package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class SessionIT {
  private final TestControlPlane control = TestControlPlane.shared();

  @Test
  void theFirstAdministratorLogsIn() {
    ApiClient.Answer answer =
        control
            .anonymous()
            .post(
                "auth/login",
                new JsonObject()
                    .put("email", TestControlPlane.ADMIN_EMAIL)
                    .put("password", TestControlPlane.ADMIN_PASSWORD));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.json().getString("tokenType")).isEqualTo("Bearer");
    assertThat(answer.json().getInteger("expiresIn")).isEqualTo(900);
  }
}
