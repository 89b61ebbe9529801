package dev.headwater.standalone.endtoend;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one {@link RunningSystem} for all of them in a process, and one {@link PublishedClip}
 * on it; stops it after the last. What the system has said is printed after a failure.
 */
final class SharedSystem implements ParameterResolver, AfterTestExecutionCallback {
  private static final int CLIP_SECONDS = 8;
  private static final String SYSTEM = "system";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RunningSystem.class || type == PublishedClip.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningSystem.class
        ? running(context).system
        : clip(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Running running = store(context).get(SYSTEM, Running.class);
    if (running != null && context.getExecutionException().isPresent()) {
      System.err.println(running.system.installation().said());
    }
  }

  /** Closed by JUnit with everything else in its store. */
  private record Running(RunningSystem system) implements AutoCloseable {
    static Running start() {
      return new Running(Installation.fresh("shared").start());
    }

    @Override
    public void close() {
      system.close();
      system.installation().delete();
    }
  }

  private static Running running(ExtensionContext context) {
    return store(context).computeIfAbsent(SYSTEM, _ -> Running.start(), Running.class);
  }

  private static PublishedClip clip(ExtensionContext context) {
    RunningSystem system = running(context).system;
    return store(context).computeIfAbsent("clip", _ -> publish(system), PublishedClip.class);
  }

  private static PublishedClip publish(RunningSystem system) {
    Path source = Ffmpeg.clip("clip", CLIP_SECONDS);
    return PublishedClip.publish(system, source, "Shared clip", "public");
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedSystem.class));
  }
}
