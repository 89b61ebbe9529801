package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonObject;
import java.io.Console;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Does what {@code headwater login} says. */
public final class LoginRun {
  private LoginRun() {}

  /** Asks for what neither {@code email} nor the environment says. */
  public static void run(URI system, boolean json, Optional<String> email) {
    Map<String, String> environment = System.getenv();
    KeptLogins logins = KeptLogins.ofUser(environment, System.getProperty("user.home"));
    String who =
        email
            .or(() -> variable(environment, "HEADWATER_EMAIL"))
            .orElseGet(() -> asked("e-mail", console -> console.readLine("E-mail: ")));
    String password =
        variable(environment, "HEADWATER_PASSWORD")
            .orElseGet(
                () -> asked("password", console -> new String(console.readPassword("Password: "))));
    Tokens tokens = keep(system, logins, who.strip(), password);
    System.out.println(
        json
            ? new JsonObject().put("email", tokens.email()).put("url", system.toString()).encode()
            : "Logged in at " + system + " as " + tokens.email() + "; kept in " + logins.file());
  }

  static Tokens keep(URI system, KeptLogins logins, String email, String password) {
    try (Api api = new Api(system)) {
      Tokens tokens = PasswordSession.logIn(api, email, password);
      logins.change(system, _ -> Optional.of(tokens));
      return tokens;
    } catch (ApiRefusal | Unreachable e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static String asked(String what, Function<Console, String> question) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(question)
        .orElseThrow(() ->
            new CommandFailure(
                "no "
                    + what
                    + " given, and no terminal to ask on (set HEADWATER_EMAIL and HEADWATER_PASSWORD)"));
  }
}
