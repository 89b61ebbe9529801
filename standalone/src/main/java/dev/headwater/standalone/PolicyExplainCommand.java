package dev.headwater.standalone;

import dev.headwater.cachepolicy.explain.Explanation;
import dev.headwater.standalone.policy.PolicyFiles;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a policy means for one URL. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Says which rule of a policy has a URL, and what every layer does with it.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PolicyExplainCommand implements Runnable {
  @Parameters(paramLabel = "URL", description = "Absolute, or a path with its query.")
  private String url;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy. Default: the shipped one.")
  private @Nullable Path policy;

  @Option(
      names = "--publisher",
      paramLabel = "ID",
      description = "Who made the title or channel, which no URL tells. Default: somebody else.")
  private @Nullable String publisher;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    Map<String, String> said =
        Explanation.of(PolicyFiles.read(policy), url, Optional.ofNullable(publisher))
            .orElseThrow(() ->
                new CommandFailure(
                    url + ": no kind of the policy has this path: it is answered 404"));
    if (json) {
      JsonObject all = new JsonObject();
      said.forEach(all::put);
      System.out.println(all.encodePrettily());
    } else {
      said.forEach((key, value) -> System.out.printf("%-14s %s%n", key, value));
    }
  }
}
