package dev.headwater.edge.function.javascript;

import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.InvalidFunctionException;
import dev.headwater.edge.function.Program;
import dev.headwater.edge.function.watch.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The engine that all JavaScript of a node runs on: its contexts share what was parsed, and nothing
 * else. Thread-safe; closed with the node.
 */
public final class JavaScriptHost implements AutoCloseable {
  static final String LANGUAGE = "js";

  /** Far longer than anything that makes a head or a page of text. */
  private static final int LONGEST_STRING = 1 << 20;

  private static final int LONGEST_TYPED_ARRAY = 1 << 20;

  /** All that JavaScript has elsewhere, or GraalVM adds, and CloudFront Functions lack. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("engine.WarnInterpreterOnly", "false"),
          Map.entry("js.allow-eval", "false"),
          Map.entry("js.atomics", "false"),
          Map.entry("js.console", "false"),
          Map.entry("js.graal-builtin", "false"),
          Map.entry("js.intl-402", "false"),
          Map.entry("js.java-package-globals", "false"),
          Map.entry("js.load", "false"),
          Map.entry("js.max-typed-array-length", Integer.toString(LONGEST_TYPED_ARRAY)),
          Map.entry("js.polyglot-builtin", "false"),
          Map.entry("js.print", "false"),
          Map.entry("js.regexp-static-result", "false"), // RegExp.$1 outlives a call
          Map.entry("js.shared-array-buffer", "false"),
          Map.entry("js.string-length-limit", Integer.toString(LONGEST_STRING)));

  private final Engine engine =
      Engine.newBuilder(LANGUAGE).allowExperimentalOptions(true).options(OPTIONS).build();
  private final Source prelude;
  private final Executor beside;
  private final Executor cutting;

  /**
   * @param beside a thread that makes contexts for event loops, and closes those that are idle
   * @param cutting threads that end calls: each waits until its call has ended, and so none may
   *     wait for another
   */
  public JavaScriptHost(Executor beside, Executor cutting) {
    this.beside = beside;
    this.cutting = cutting;
    this.prelude =
        Source.newBuilder(LANGUAGE, text("prelude.js"), "prelude.js").internal(true).buildLiteral();
  }

  /**
   * Reads a function, whose syntax is checked, and loads it once.
   *
   * @param watch cuts that off if it doesn't end
   */
  public Program read(FunctionSettings settings, String text, Watch watch)
      throws InvalidFunctionException {
    return JavaScriptProgram.read(this, settings, text, watch);
  }

  static Source source(String text, String name) {
    return Source.newBuilder(LANGUAGE, text, name).buildLiteral();
  }

  private static String text(String resource) {
    try (InputStream stream =
        Objects.requireNonNull(JavaScriptHost.class.getResourceAsStream(resource))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Source prelude() {
    return prelude;
  }

  Executor beside() {
    return beside;
  }

  Executor cutting() {
    return cutting;
  }

  /** A context that reaches nothing outside of it. */
  Context context(long maxStatements) {
    return Context.newBuilder(LANGUAGE)
        .engine(engine)
        .allowHostAccess(HostAccess.NONE)
        .allowHostClassLoading(false)
        .allowIO(IOAccess.NONE)
        .allowCreateThread(false)
        .allowCreateProcess(false)
        .allowNativeAccess(false)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowInnerContextOptions(false)
        .allowValueSharing(false)
        .in(InputStream.nullInputStream())
        .out(OutputStream.nullOutputStream())
        .err(OutputStream.nullOutputStream())
        .resourceLimits(
            ResourceLimits.newBuilder()
                .statementLimit(maxStatements, source -> !source.isInternal())
                .build())
        .build();
  }

  @Override
  public void close() {
    engine.close(true);
  }
}
