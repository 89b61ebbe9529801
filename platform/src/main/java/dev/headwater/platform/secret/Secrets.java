package dev.headwater.platform.secret;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.SecretReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the secrets that settings refer to, and, once told to, looks again and again whether they
 * were replaced where they lie. A secret that can't be read again keeps its value. Thread-safe.
 *
 * <p>{@code file:PATH}, {@code env:NAME}, {@code aws-secretsmanager:NAME#KEY} and {@code
 * vault:PATH#KEY} are references; any other text is the secret itself.
 */
public final class Secrets implements SecretReader, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Secrets.class);

  /** How often files are read again: a mounted secret is replaced by an orchestrator in minutes. */
  private static final Duration FILE_INTERVAL = Duration.ofSeconds(10);

  private final Map<String, SecretStore> stores;
  private final List<FollowedSecret> followed = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("secrets").daemon().factory());

  Secrets(Map<String, SecretStore> stores) {
    this.stores = Map.copyOf(stores);
  }

  /** With the four kinds of places. */
  public static Secrets of(Map<String, String> environment) {
    return of(environment, FILE_INTERVAL);
  }

  /** As above, with another time between two looks at files. */
  public static Secrets of(Map<String, String> environment, Duration fileInterval) {
    return new Secrets(
        Map.of(
            "file", new FileSecrets(fileInterval),
            "env", new EnvironmentSecrets(environment),
            "aws-secretsmanager", new AwsSecrets(environment, AwsSecrets.USUAL_INTERVAL),
            "vault", new VaultSecrets(environment, VaultSecrets.USUAL_INTERVAL)));
  }

  @Override
  public Secret read(String text) {
    return SecretReference.of(text, stores.keySet())
        .map(this::read)
        .orElseGet(() -> new Secret(text));
  }

  private Secret read(SecretReference reference) {
    SecretStore store = store(reference);
    try {
      Secret secret = new Secret(store.read(reference.name()));
      followed.add(new FollowedSecret(reference, store, secret));
      return secret;
    } catch (SecretException e) {
      throw new IllegalArgumentException(reference + ": " + e.getMessage(), e);
    }
  }

  private SecretStore store(SecretReference reference) {
    SecretStore store = stores.get(reference.scheme());
    if (store == null) {
      throw new IllegalStateException("no store of scheme " + reference.scheme());
    }
    return store;
  }

  /** Looks for new values from now on, each place at its own interval. */
  public void follow() {
    for (FollowedSecret secret : followed) {
      secret.store().interval().ifPresent(interval -> follow(secret, interval));
    }
  }

  private void follow(FollowedSecret secret, Duration interval) {
    long millis = interval.toMillis();
    ScheduledFuture<?> _ = // ends with the thread
        looking.scheduleWithFixedDelay(() -> look(secret), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Must not throw: nobody would look again. */
  private static void look(FollowedSecret secret) {
    try {
      if (secret.look()) {
        LOGGER.info("{} has a new value", secret.reference());
      }
    } catch (SecretException e) {
      LOGGER.warn("{} keeps its value: {}", secret.reference(), e.getMessage());
    } catch (RuntimeException e) { // its message might hold what was read
      LOGGER.error("{}: {}", secret.reference(), e.getClass().getName());
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
