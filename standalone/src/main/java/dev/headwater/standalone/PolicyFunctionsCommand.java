package dev.headwater.standalone;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cdnconfig.FunctionHost;
import dev.headwater.cdnconfig.RenderedFile;
import dev.headwater.standalone.policy.PolicyFiles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes edge functions as a host takes them. */
@Command(
    name = "functions",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = {
      "Writes edge functions as a CDN takes them: token check, key normalisation, CORS, geo block, redirects, A/B.",
      "Each begins with its configuration, which is to be filled in where no policy tells it."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PolicyFunctionsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "HOST", description = "cloudfront or nginx.")
  private String host;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy, which says what counts of queries. Default: the shipped one.")
  private @Nullable Path policy;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "Where to write them.")
  private Path into;

  @Override
  public void run() {
    rendered(host(), PolicyFiles.checked(policy))
        .forEach(file -> PolicyRenderCommand.write(into, file));
  }

  private static List<RenderedFile> rendered(FunctionHost host, CachePolicy policy) {
    try {
      return host.render(policy);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private FunctionHost host() {
    return switch (host) {
      case "cloudfront" -> FunctionHost.CLOUDFRONT;
      case "nginx" -> FunctionHost.NGINX;
      default ->
          throw new ParameterException(
              spec.commandLine(), host + " (expected: cloudfront or nginx)");
    };
  }
}
