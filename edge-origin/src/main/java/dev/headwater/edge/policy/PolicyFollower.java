package dev.headwater.edge.policy;

import dev.headwater.cachepolicy.yaml.PolicyException;
import dev.headwater.cachepolicy.yaml.PolicyText;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the policy's file again and again, and puts in force what it says once that can be used;
 * until then, the one that was good stays. Confined to its event loop, but for its status and the
 * call to look now.
 */
public final class PolicyFollower extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(PolicyFollower.class);

  /** A file is in force after two looks that find the same: one may find it half written. */
  private static final long PERIOD_MILLIS = 1_000;

  private final Path file;
  private final Consumer<LoadedPolicy> use;
  private final PolicyMeters meters;
  private volatile PolicyStatus status;
  private volatile @Nullable Context home;
  private String seen;
  private String judged;
  private boolean looking;
  private boolean complete;

  /** What a look found: a text, or why there is none. */
  private sealed interface Found {
    /** Of that version. */
    record Text(PolicyText text, String version) implements Found {}

    record Nothing(String why) implements Found {}
  }

  /**
   * A follower of one file.
   *
   * @param used which version is in force now
   * @param use puts another one in force
   */
  public PolicyFollower(Path file, String used, Consumer<LoadedPolicy> use, PolicyMeters meters) {
    this.file = file;
    this.use = use;
    this.meters = meters;
    this.status = new PolicyStatus(used, Optional.empty());
    this.seen = used;
    this.judged = used;
  }

  @Override
  public Future<?> start() {
    home = context;
    vertx.setPeriodic(PERIOD_MILLIS, _ -> look());
    return Future.succeededFuture();
  }

  public PolicyStatus status() {
    return status;
  }

  /** Fails while the file says something that can't be used. */
  public Future<Void> inForce() {
    return status
        .refusal()
        .<Future<Void>>map(reason -> Future.failedFuture(new PolicyRefusedException(reason)))
        .orElse(Future.succeededFuture());
  }

  /** What the file says now is complete: it need not be found twice. */
  public void reload() {
    Context where = home;
    if (where != null) {
      where.runOnContext(_ -> {
        complete = true;
        look();
      });
    }
  }

  private void look() {
    if (!looking) {
      looking = true;
      boolean once = complete;
      complete = false;
      WorkerThreads.run(vertx, this::read)
          .compose(found -> take(found, once))
          .onFailure(cause -> LOGGER.error("{} could not be looked at", file, cause))
          .onComplete(_ -> looking = false);
    }
  }

  /** Blocks. */
  private Found read() {
    try {
      PolicyText text = PolicyText.of(file);
      return new Found.Text(text, text.version());
    } catch (NoSuchFileException e) {
      return new Found.Nothing(file + ": no such file");
    } catch (IOException | PolicyException e) {
      return new Found.Nothing(String.valueOf(e.getMessage()));
    }
  }

  private Future<Void> take(Found found, boolean once) {
    return switch (found) {
      case Found.Nothing(String why) -> {
        if (isSettled(why, once)) {
          refused(why);
        }
        yield Future.succeededFuture();
      }
      case Found.Text(PolicyText text, String version) when isSettled(version, once) ->
          WorkerThreads.run(vertx, () -> judged(text)).onSuccess(Runnable::run).mapEmpty();
      case Found.Text _ -> Future.succeededFuture();
    };
  }

  /** Whether it was found before, and nothing was said of it yet. */
  private boolean isSettled(String what, boolean once) {
    boolean again = once || what.equals(seen);
    seen = what;
    if (!again || what.equals(judged)) {
      return false;
    }
    judged = what;
    return true;
  }

  /** What is to be done with it; blocks. */
  private Runnable judged(PolicyText text) {
    if (text.version().equals(status.version())) {
      return () -> status = new PolicyStatus(status.version(), Optional.empty());
    }
    try {
      LoadedPolicy loaded = LoadedPolicy.of(text);
      return () -> taken(loaded);
    } catch (PolicyException e) {
      return () -> refused(String.valueOf(e.getMessage()));
    }
  }

  private void taken(LoadedPolicy loaded) {
    use.accept(loaded);
    LOGGER.info("{}: version {} is in force", file, loaded.version());
    status = new PolicyStatus(loaded.version(), Optional.empty());
    meters.taken();
  }

  private void refused(String why) {
    LOGGER.warn("the policy {} stays in force: {}", status.version(), why);
    status = new PolicyStatus(status.version(), Optional.of(why));
    meters.refused();
  }
}
