package dev.headwater.control.account.mailed;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.AccountTable;
import dev.headwater.control.database.Database;
import dev.headwater.control.mail.Mail;
import dev.headwater.control.mail.Mailer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails people what concerns their account. Whoever asks for it has an answer before anybody has
 * looked whether there is such an account: neither the answer nor its time tells. What is noted
 * survives a crash, and is tried again where the mail can't leave. Thread-safe; for virtual
 * threads, in each of several instances.
 */
public final class Errands {
  private static final Logger LOGGER = LoggerFactory.getLogger(Errands.class);

  private static final long LOOK_EVERY_MILLIS = 1000;
  private static final long SEND_LIMIT_SECONDS = 30;

  /** With the delays below, about a day: what comes later is of no use any more. */
  private static final int MAX_ATTEMPTS = 10;

  /** Longer than sending may take. */
  private static final Duration FIRST_DELAY = Duration.ofMinutes(1);

  private static final Duration LONGEST_DELAY = Duration.ofHours(4);

  private final Database database;
  private final ErrandTable errands;
  private final AccountTable accounts;
  private final MailedTokens tokens;
  private final Letters letters;
  private final Mailer mailer;
  private final AtomicBoolean running = new AtomicBoolean();

  public Errands(Database database, MailedTokens tokens, URI publicUrl, Mailer mailer) {
    this.database = database;
    this.errands = new ErrandTable(database);
    this.accounts = new AccountTable(database);
    this.tokens = tokens;
    this.letters = new Letters(publicUrl);
    this.mailer = mailer;
  }

  /** Works until the context's deployment ends. */
  public void keepRunning(Context context) {
    context.runOnContext(_ -> context.owner().setPeriodic(LOOK_EVERY_MILLIS, _ -> runAll()));
  }

  /** To somebody new. */
  public void checkEmail(SqlConnection transaction, String email) {
    errands.insert(transaction, Errand.Kind.CHECK_EMAIL, email);
  }

  /** To somebody who has an account, of which the one who registered knew or did not know. */
  public void tellOfAccount(SqlConnection transaction, String email) {
    errands.insert(transaction, Errand.Kind.ALREADY_REGISTERED, email);
  }

  /** To whoever has an account with that address, if anybody has. */
  void resetPassword(SqlConnection transaction, String email) {
    errands.insert(transaction, Errand.Kind.RESET_PASSWORD, email);
  }

  private void runAll() {
    if (!running.compareAndSet(false, true)) {
      return; // the last run still waits for something
    }
    try {
      while (runOne()) {
        LOGGER.debug("an errand was run");
      }
    } catch (RuntimeException e) {
      LOGGER.warn("errands can't be run, trying again: {}", e.toString());
    } finally {
      running.set(false);
    }
  }

  /** An errand that is put off already, so that nobody else runs it while its mail is sent. */
  private record Taken(Errand errand, Optional<Mail> mail) {}

  /** Mail leaves after the transaction: nobody gets a token before it is good. */
  boolean runOne() {
    Optional<Taken> taken = database.transaction(this::take);
    taken.ifPresent(t -> {
      if (t.mail.map(this::send).orElse(true)) {
        errands.delete(t.errand);
      } else if (t.errand.attempt() + 1 >= MAX_ATTEMPTS) {
        LOGGER.warn("mail is given up after {} attempts", MAX_ATTEMPTS);
        errands.delete(t.errand);
      }
    });
    return taken.isPresent();
  }

  private Optional<Taken> take(SqlConnection transaction) {
    return errands
        .take(transaction)
        .map(errand -> {
          errands.postpone(transaction, errand, delay(errand));
          return new Taken(errand, compose(transaction, errand));
        });
  }

  private Optional<Mail> compose(SqlConnection transaction, Errand errand) {
    return accounts
        .lockByEmail(transaction, errand.email())
        .filter(account -> !account.disabled())
        .map(account -> compose(transaction, errand.kind(), account));
  }

  private Mail compose(SqlConnection transaction, Errand.Kind kind, Account account) {
    String email = account.email();
    return switch (kind) {
      case CHECK_EMAIL ->
          letters.checkEmail(email, token(transaction, MailedTokens.Purpose.CHECK_EMAIL, account));
      case RESET_PASSWORD ->
          letters.resetPassword(
              email, token(transaction, MailedTokens.Purpose.RESET_PASSWORD, account));
      case ALREADY_REGISTERED ->
          letters.alreadyRegistered(
              email, token(transaction, MailedTokens.Purpose.RESET_PASSWORD, account));
    };
  }

  private String token(SqlConnection transaction, MailedTokens.Purpose purpose, Account account) {
    return tokens.issue(transaction, purpose, account.id());
  }

  private boolean send(Mail mail) {
    return Future.await(
        mailer
            .send(mail)
            .timeout(SEND_LIMIT_SECONDS, TimeUnit.SECONDS)
            .map(true)
            .otherwise(failure -> {
              LOGGER.warn("mail can't be sent now: {}", failure.toString());
              return false;
            }));
  }

  private static Duration delay(Errand errand) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(errand.attempt(), MAX_ATTEMPTS));
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }
}
