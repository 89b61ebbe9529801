package dev.headwater.standalone;

import dev.headwater.cachepolicy.explain.PolicyDifference;
import dev.headwater.cachepolicy.explain.PolicyDifference.Change;
import dev.headwater.standalone.policy.PolicyFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what two policies say otherwise. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Says what a policy says otherwise than another, whatever the files look like.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PolicyDiffCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "FILE", description = "The policy.")
  private Path after;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BEFORE",
      description = "The other one. Default: the shipped policy.")
  private @Nullable Path before;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    List<Change> changes =
        PolicyDifference.between(PolicyFiles.read(before), PolicyFiles.read(after));
    if (json) {
      JsonArray all = new JsonArray();
      changes.forEach(change ->
          all.add(
              new JsonObject()
                  .put("key", change.key())
                  .put("before", change.before())
                  .put("after", change.after())));
      System.out.println(all.encodePrettily());
      return;
    }
    if (changes.isEmpty()) {
      System.out.println("They say the same.");
    }
    for (Change change : changes) {
      System.out.printf(
          "%s: %s -> %s%n", change.key(), shown(change.before()), shown(change.after()));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }
}
