package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import java.net.URI;
import java.util.function.BiFunction;

/** Calls as the user of the command line; what goes wrong is said in one line. */
final class Calls {
  private Calls() {}

  static <T> T asUser(URI system, BiFunction<Api, Session, T> calls) {
    try (Api api = new Api(system)) {
      return calls.apply(api, Credentials.ofUser().session(api));
    } catch (ApiRefusal | Unreachable e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
