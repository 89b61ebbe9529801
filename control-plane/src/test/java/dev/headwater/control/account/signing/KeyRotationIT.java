package dev.headwater.control.account.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.testing.TestCatalog;
import dev.headwater.control.testing.VirtualThread;
import dev.headwater.platform.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances against one database. */
class KeyRotationIT {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final AccountSettings SETTINGS = Settings.bind(AccountSettings.class, List.of());
  private static final Duration LIFE = SETTINGS.signing().keyLife();
  private static final Duration LEAD = SETTINGS.signing().keyLead();

  private final Vertx vertx = Vertx.vertx();
  private final VirtualThread thread = VirtualThread.of(vertx);
  private final TestCatalog catalog = TestCatalog.open(vertx);
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private RotatingKeys one;
  private RotatingKeys other;

  @BeforeEach
  void start() {
    one = instance();
    other = instance();
  }

  @AfterEach
  void close() {
    catalog.close();
    vertx.close().await();
  }

  private RotatingKeys instance() {
    return thread.call(() ->
        new RotatingKeys(catalog.database(), new AuditLog(catalog.database()), SETTINGS, now::get));
  }

  private void refresh(RotatingKeys keys) {
    thread.call(() -> {
      keys.refresh();
      return keys;
    });
  }

  private static List<String> published(SigningKeys keys) {
    return keys.toJwks().getJsonArray("keys").stream()
        .map(key -> ((JsonObject) key).getString("kid"))
        .toList();
  }

  @Test
  void instancesThatStartTogetherSignWithOneKey() {
    assertThat(other.current().kid()).isEqualTo(one.current().kid());
    assertThat(published(one)).containsExactly(one.current().kid());
  }

  @Test
  void aKeyIsPublishedBeforeItSignsAndTakesOverEverywhereAtOnce() {
    String first = one.current().kid();
    now.set(START.plus(LIFE).minus(LEAD));
    refresh(one);
    refresh(other);
    assertThat(published(one)).hasSize(2).contains(first).isEqualTo(published(other));
    assertThat(one.current().kid()).as("not signing yet").isEqualTo(first);
    now.set(START.plus(LIFE));
    assertThat(one.current().kid()).isNotEqualTo(first).isEqualTo(other.current().kid());
  }

  @Test
  void anOldKeyIsForgottenWithItsLastToken() {
    String first = one.current().kid();
    now.set(START.plus(LIFE).minus(LEAD));
    refresh(one);
    Instant end = START.plus(LIFE).plus(LEAD).plus(SETTINGS.accessTokenLife());
    now.set(end.minusSeconds(1));
    refresh(one);
    assertThat(published(one)).hasSize(2).contains(first);
    now.set(end);
    refresh(one);
    refresh(other);
    assertThat(published(one)).hasSize(1).doesNotContain(first).isEqualTo(published(other));
  }

  @Test
  void whoMissedANewKeyReadsAgainWhenATokenNamesIt() {
    now.set(START.plus(LIFE).minus(LEAD));
    refresh(one);
    now.set(START.plus(LIFE));
    String next = one.current().kid();
    assertThat(published(other)).doesNotContain(next);
    assertThat(thread.call(() -> other.byId(next))).isPresent();
    assertThat(other.current().kid()).isEqualTo(next);
  }

  @Test
  void inventedNamesCostOneReadingASecond() {
    String first = one.current().kid();
    catalog.query("delete from signing_keys");
    assertThat(thread.call(() -> one.byId("invented"))).isEmpty();
    assertThat(one.current().kid()).as("read a moment ago").isEqualTo(first);
    now.set(START.plusSeconds(1));
    assertThat(thread.call(() -> one.byId("invented"))).isEmpty();
    assertThat(one.current().kid()).as("read again").isNotEqualTo(first);
  }

  @Test
  void changesAreAudited() {
    now.set(START.plus(LIFE));
    refresh(one);
    assertThat(catalog.query("select 1 from audit_log where action = 'signing-key.create'").size())
        .isEqualTo(2);
  }
}
