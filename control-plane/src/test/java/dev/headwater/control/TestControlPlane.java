package dev.headwater.control;

import dev.headwater.control.account.Role;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A control plane on real engines, with settings of a test's own over those of all tests. */
public final class TestControlPlane implements AutoCloseable {
  public static final String ADMIN_EMAIL = "admin@headwater.local";
  public static final String ADMIN_PASSWORD = "a password of an administrator";
  public static final String TOKEN_SECRET = "0123456789abcdef".repeat(4);
  public static final SealingKey SEALING_KEY = new SealingKey("s1", new Secret("0f".repeat(32)));
  public static final Secret NODE_ROOT = new Secret("0123456789abcdef".repeat(4));
  public static final String DATA_PLANE = "http://media.example.org:8081";

  public static final String PERSON_PASSWORD = "a password of a person";
  private static final AtomicInteger PEOPLE = new AtomicInteger();
  private static final long START_SECONDS = 60;

  private final Vertx vertx;
  private final ControlPlaneServer server;
  private final PostgresAddress database;
  private final Path store;

  private TestControlPlane(
      Vertx vertx, ControlPlaneServer server, PostgresAddress database, Path store) {
    this.vertx = vertx;
    this.server = server;
    this.database = database;
    this.store = store;
  }

  /** The one that all tests share which need no settings of their own. */
  public static TestControlPlane shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final TestControlPlane SERVER = start(Map.of("accounts.self-registration", "true"));

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "test-control-plane-stop"));
    }
  }

  public static TestControlPlane start(Map<String, String> settings) {
    return start(SharedEngines.freshDatabase(), settings);
  }

  public static TestControlPlane start(PostgresAddress database, Map<String, String> settings) {
    Path store = folder();
    Map<String, String> values = new HashMap<>(common(database, store));
    values.putAll(settings);
    ControlPlaneSettings bound =
        Settings.bind(ControlPlaneSettings.class, List.of(SettingsSource.of("test", values)));
    Vertx vertx = Vertx.vertx();
    return new TestControlPlane(
        vertx, await(ControlPlaneServer.start(vertx, bound)), database, store);
  }

  private static Map<String, String> common(PostgresAddress database, Path store) {
    RedisEngine redis = SharedEngines.redisState();
    return Map.ofEntries(
        Map.entry("host", "127.0.0.1"),
        Map.entry("port", "0"),
        Map.entry("admin.password", ADMIN_PASSWORD),
        Map.entry("internal.identity.root", NODE_ROOT.value()),
        Map.entry("database.host", database.host()),
        Map.entry("database.port", Integer.toString(database.port())),
        Map.entry("database.name", database.database()),
        Map.entry("database.user", database.user()),
        Map.entry("database.password", database.password()),
        Map.entry("redis.state", redis.url()),
        Map.entry("redis.timeout", "500ms"),
        Map.entry("store.directory", store.toString()),
        Map.entry("data-plane.public-url", DATA_PLANE),
        Map.entry("accounts.passwords.memory", "64KiB"),
        Map.entry("accounts.passwords.passes", "1"),
        Map.entry("accounts.mail.folder", store.resolve("mail").toString()),
        Map.entry("accounts.mails-per-address", "100000"),
        Map.entry("playback.token-secret", TOKEN_SECRET),
        Map.entry("sealing-keys[0].id", SEALING_KEY.id()),
        Map.entry("sealing-keys[0].secret", SEALING_KEY.secret().value()));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("headwater-store-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody yet. */
  public ApiClient anonymous() {
    return new ApiClient(server.port(), "");
  }

  public ApiClient admin() {
    return anonymous().logIn(ADMIN_EMAIL, ADMIN_PASSWORD);
  }

  /** Somebody new. */
  public ApiClient person(Role role) {
    String email = role.word() + PEOPLE.incrementAndGet() + "@example.org";
    JsonObject account =
        new JsonObject()
            .put("email", email)
            .put("password", PERSON_PASSWORD)
            .put("displayName", "Somebody");
    anonymous().post("auth/register", account);
    query("update people set role = $2 where email = $1", email, role.word());
    return anonymous().logIn(email, PERSON_PASSWORD);
  }

  /** Of the person that an access token names. */
  public String emailOf(ApiClient person) {
    String claims = person.token().split("\\.", -1)[1];
    JsonObject json = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(claims)));
    return query("select email from people where id = $1", json.getString("sub"))
        .iterator()
        .next()
        .getString(0);
  }

  public RowSet<Row> query(String sql, Object... parameters) {
    return await(server.pool().preparedQuery(sql).execute(Tuple.from(parameters)));
  }

  /** As packaging leaves it when it has succeeded. */
  public void publish(String titleId, String epoch) {
    query(
        """
        update titles set status = 'ready', progress = 1, epoch = $2,
          epochs = array_append(epochs, $2::text), duration_seconds = 12, has_poster = true
        where id = $1\
        """,
        titleId,
        epoch);
  }

  public ControlPlaneServer server() {
    return server;
  }

  public PostgresAddress database() {
    return database;
  }

  Mailbox mailbox() {
    return new Mailbox(store.resolve("mail"));
  }

  public Path store() {
    return store;
  }

  @Override
  public void close() {
    await(server.close());
    await(vertx.close());
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.await(START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
