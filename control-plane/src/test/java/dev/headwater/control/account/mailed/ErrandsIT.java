package dev.headwater.control.account.mailed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.mail.Mail;
import dev.headwater.control.mail.Mailer;
import dev.headwater.control.testing.TestCatalog;
import dev.headwater.control.testing.VirtualThread;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandsIT {
  private static final String EMAIL = "p1@example.org";

  private final Vertx vertx = Vertx.vertx();
  private final VirtualThread thread = VirtualThread.of(vertx);
  private final TestCatalog catalog = TestCatalog.open(vertx);
  private final Outbox outbox = new Outbox();
  private final Errands errands =
      new Errands(
          catalog.database(),
          new MailedTokens(catalog.database(), InstantSource.system()),
          URI.create("http://console.example.org/"),
          outbox);

  /** Keeps what it is given; where it is away, it fails. */
  private static final class Outbox implements Mailer {
    final List<Mail> sent = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public Future<Void> send(Mail mail) {
      if (away) {
        return Future.failedFuture("the server is away");
      }
      sent.add(mail);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  @AfterEach
  void close() {
    catalog.close();
    vertx.close().await();
  }

  private void note() {
    thread.call(() ->
        catalog
            .database()
            .transaction(transaction -> {
              errands.resetPassword(transaction, EMAIL);
              return EMAIL;
            }));
  }

  private boolean run() {
    return thread.call(errands::runOne);
  }

  private int noted() {
    return catalog.query("select 1 from mail_errands").size();
  }

  @Test
  void anErrandIsRunOnce() {
    note();
    assertThat(run()).isTrue();
    assertThat(run()).as("nothing is left").isFalse();
    assertThat(outbox.sent).hasSize(1);
    assertThat(outbox.sent.getFirst().to()).isEqualTo(EMAIL);
    assertThat(outbox.sent.getFirst().text())
        .contains("http://console.example.org/reset-password#token=");
    assertThat(noted()).isZero();
  }

  @Test
  void mailThatCannotLeaveWaits() {
    outbox.away = true;
    note();
    assertThat(run()).isTrue();
    assertThat(run()).as("not at once").isFalse();
    assertThat(noted()).isEqualTo(1);
    outbox.away = false;
    catalog.query("update mail_errands set run_after = now()");
    assertThat(run()).isTrue();
    assertThat(outbox.sent).hasSize(1);
    assertThat(noted()).isZero();
  }

  @Test
  void mailThatNeverLeavesIsGivenUp() {
    outbox.away = true;
    note();
    int attempts = 0;
    while (noted() > 0) {
      assertThat(run()).isTrue();
      attempts++;
      catalog.query("update mail_errands set run_after = now()");
    }
    assertThat(attempts).isEqualTo(10);
  }

  @Test
  void whoIsNotThereIsNotMailed() {
    catalog.query("update people set email = 'somebody-else@example.org'");
    note();
    assertThat(run()).isTrue();
    assertThat(outbox.sent).isEmpty();
    assertThat(noted()).isZero();
  }
}
