package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogInStormIT {
  /** Far more than may be hashed for and wait, on any machine that builds this. */
  private static final int AT_ONCE = 300;

  /** With hashes of the usual cost. */
  private final TestControlPlane control =
      TestControlPlane.start(
          Map.of("accounts.passwords.memory", "19MiB", "accounts.passwords.passes", "2"));

  @AfterEach
  void stop() {
    control.close();
  }

  private ApiClient.Answer logIn() {
    return control
        .anonymous()
        .post(
            "auth/login",
            new JsonObject()
                .put("email", TestControlPlane.ADMIN_EMAIL)
                .put("password", TestControlPlane.ADMIN_PASSWORD));
  }

  @Test
  void whoFindsTooManyWaitingIsToldToComeBackAndTheOthersGetIn() {
    List<ApiClient.Answer> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<ApiClient.Answer>> storm =
          IntStream.range(0, AT_ONCE)
              .mapToObj(_ -> CompletableFuture.supplyAsync(this::logIn, threads))
              .toList();
      answers = storm.stream().map(CompletableFuture::join).toList();
    }
    Set<Integer> statuses =
        answers.stream().map(ApiClient.Answer::status).collect(Collectors.toSet());
    assertThat(statuses).containsExactlyInAnyOrder(200, 503);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 503)
        .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isNotEmpty());
    assertThat(logIn().status()).as("nobody is locked out by it").isEqualTo(200);
  }
}
