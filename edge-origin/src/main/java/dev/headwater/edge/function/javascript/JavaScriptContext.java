package dev.headwater.edge.function.javascript;

import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.Outcome;
import dev.headwater.edge.function.Outcome.Reason;
import dev.headwater.edge.function.Printing;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A context of GraalVM with a function loaded. Each call begins with the function's own variables
 * anew, and the built-in objects are frozen: no call sees what another one left. Used by one thread
 * at a time.
 */
final class JavaScriptContext {
  private static final Logger LOGGER = LoggerFactory.getLogger(JavaScriptContext.class);

  /** What nobody looks at. */
  private static final Object UNDEFINED = "";

  private final Context context;
  private final Value isLoaded;
  private final Value call;
  private final Printing printing;
  private boolean sound = true;

  private JavaScriptContext(Context context, Value loaded, Printing printing) {
    this.context = context;
    this.isLoaded = loaded.getMember("isLoaded");
    this.call = loaded.getMember("call");
    this.printing = printing;
  }

  static JavaScriptContext of(JavaScriptHost host, Source source, FunctionSettings settings) {
    Context context = host.context(settings.maxStatements());
    Printing printing = new Printing(settings.name());
    Value loaded =
        context
            .eval(host.prelude())
            .execute(
                context.eval(source),
                printing(printing),
                Digests.proxy(),
                TextCodings.decoding(),
                TextCodings.encoding());
    return new JavaScriptContext(context, loaded, printing);
  }

  private static ProxyExecutable printing(Printing printing) {
    return arguments -> {
      printing.print(arguments[0].asString());
      return UNDEFINED;
    };
  }

  /**
   * Loads the source, and says what is wrong if it can't be, or has no function of that name; else
   * empty.
   */
  String complaint() {
    try {
      context.resetLimits();
      return isLoaded.execute().asBoolean() ? "" : "there is no function handler(event)";
    } catch (PolyglotException e) {
      return "it can't be loaded: " + Complaint.of(e);
    }
  }

  /** Prints nothing from now on, or prints again. */
  void mute(boolean on) {
    printing.mute(on);
  }

  /** Calls the function; afterwards the context may be of no more use. */
  Outcome call(String event) {
    printing.begin();
    try {
      context.resetLimits();
      Value result = call.execute(event);
      return result.isString()
          ? new Outcome.Returned(result.asString())
          : new Outcome.Failed(Reason.NONSENSE, "nothing (expected: a request or a response)");
    } catch (PolyglotException e) {
      return failed(e);
    } catch (IllegalStateException e) {
      sound = false; // it was closed before it was entered
      return new Outcome.Failed(Reason.CUT, String.valueOf(e.getMessage()));
    }
  }

  private Outcome failed(PolyglotException fault) {
    if (fault.isCancelled() || fault.isResourceExhausted()) {
      sound = false;
      return new Outcome.Failed(Reason.CUT, Complaint.of(fault));
    }
    if (!fault.isGuestException()) {
      sound = false;
      LOGGER.error("a call in JavaScript ended in a fault of the engine", fault);
    }
    return new Outcome.Failed(Reason.THREW, Complaint.of(fault));
  }

  /** Whether it can be called again. */
  boolean isSound() {
    return sound;
  }

  /** Ends a call that is under way in it, too. Blocks until it has. */
  void close() {
    try {
      context.close(true);
    } catch (PolyglotException e) {
      LOGGER.debug("a context was closed while it was in use", e);
    }
  }
}
