package dev.headwater.edge.function.javascript;

import dev.headwater.edge.function.EdgeFunction;
import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.InvalidFunctionException;
import dev.headwater.edge.function.Program;
import dev.headwater.edge.function.watch.Watch;
import dev.headwater.edge.function.watch.Watch.Watched;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/** A function in JavaScript, as it was read and checked. Thread-safe. */
final class JavaScriptProgram implements Program {
  /** On one line with the source's first, so that its lines are counted right. */
  private static final String BEFORE = "(function () { ";

  private static final String AFTER =
      "\nreturn typeof handler === 'function' ? handler : undefined; })";

  private final JavaScriptHost host;

  private final FunctionSettings settings;
  private final Source source;

  private JavaScriptProgram(JavaScriptHost host, FunctionSettings settings, Source source) {
    this.host = host;
    this.settings = settings;
    this.source = source;
  }

  static JavaScriptProgram read(
      JavaScriptHost host, FunctionSettings settings, String text, Watch watch)
      throws InvalidFunctionException {
    String file = settings.file().toString();
    Source whole = JavaScriptHost.source(BEFORE + text + AFTER, file);
    JavaScriptProgram program = new JavaScriptProgram(host, settings, whole);
    JavaScriptContext first;
    try (Context context = host.context(settings.maxStatements())) {
      context.parse(
          JavaScriptHost.source(text, file)); // so that nothing leaves the function around it
      first = program.context();
    } catch (PolyglotException e) {
      throw new InvalidFunctionException(Complaint.of(e));
    }
    Watched<String> loaded =
        watch.during(
            Watch.Limits.OF_WARM_UP, () -> host.cutting().execute(first::close), first::complaint);
    first.close();
    String complaint =
        switch (loaded) {
          case Watched.Done<String>(String said) -> said;
          case Watched.CutOff<String> _ -> "it can't be loaded: that takes more than a second";
        };
    if (!complaint.isEmpty()) {
      throw new InvalidFunctionException(complaint);
    }
    return program;
  }

  @Override
  public EdgeFunction open(Watch watch) {
    return new JavaScriptFunction(this, settings, watch, host);
  }

  /** One more context that has it loaded. Blocks. */
  JavaScriptContext context() {
    return JavaScriptContext.of(host, source, settings);
  }
}
