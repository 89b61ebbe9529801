package dev.headwater.control.storm;

import dev.headwater.control.TestControlPlane;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A control plane on real engines with many people, each of them logged in: {@code StormServer
 * SESSIONS PORT-FILE}. Runs until it is stopped.
 */
public final class StormServer {
  private static final int PORTION = 2000;

  private static final String PEOPLE =
      """
      insert into people (id, email, display_name, role, password_hash, email_checked_at)
      select 'p' || n, 'person' || n || '@example.org', 'Person', 'viewer', o.password_hash, now()
      from people o, generate_series($1::int, $2::int) n where o.email = 'original@example.org'\
      """;

  private static final String SESSIONS =
      """
      insert into sessions (id, person_id, expires_at)
      select 's' || n, 'p' || n, now() + interval '24 hours'
      from generate_series($1::int, $2::int) n\
      """;

  private static final String REFRESH_TOKENS =
      """
      insert into refresh_tokens (token_hash, session_id)
      select sha256(convert_to('refresh-' || n, 'UTF8')), 's' || n
      from generate_series($1::int, $2::int) n\
      """;

  private StormServer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int sessions = Integer.parseInt(arguments[0]);
    TestControlPlane control = TestControlPlane.start(Map.of("accounts.self-registration", "true"));
    Runtime.getRuntime().addShutdownHook(new Thread(control::close));
    try {
      register(control);
      fill(control, sessions);
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.exit(1); // or the threads of the server would stay
    }
    Files.writeString(Path.of(arguments[1]), Integer.toString(control.server().port()));
    Thread.sleep(Long.MAX_VALUE);
  }

  /** The one whose password all others share: hashing it once is enough. */
  private static void register(TestControlPlane control) {
    control
        .anonymous()
        .post(
            "auth/register",
            new JsonObject()
                .put("email", "original@example.org")
                .put("password", TestControlPlane.PERSON_PASSWORD)
                .put("displayName", "Original"));
  }

  /** In portions, which end within the time limit for a statement. */
  private static void fill(TestControlPlane control, int sessions) {
    for (int from = 0; from < sessions; from += PORTION) {
      int to = Math.min(sessions, from + PORTION) - 1;
      control.query(PEOPLE, from, to);
      control.query(SESSIONS, from, to);
      control.query(REFRESH_TOKENS, from, to);
    }
    control.query("analyze people");
    control.query("analyze sessions");
    control.query("analyze refresh_tokens");
  }
}
