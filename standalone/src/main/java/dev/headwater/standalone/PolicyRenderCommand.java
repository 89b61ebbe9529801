package dev.headwater.standalone;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.check.PolicyCheck;
import dev.headwater.cachepolicy.check.Violation;
import dev.headwater.cdnconfig.Cdn;
import dev.headwater.cdnconfig.RenderedConfiguration;
import dev.headwater.cdnconfig.Site;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a policy as the configuration of a CDN. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = {
      "Prints a policy as the configuration of a program that caches before an origin.",
      "What that can't be told is listed at its end."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PolicyRenderCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CDN", description = "nginx or varnish.")
  private String cdn;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy. Default: the shipped one.")
  private @Nullable Path policy;

  @Option(
      names = "--origin",
      paramLabel = "HOST:PORT",
      description = "A node in the origin role. Default: 127.0.0.1:8081.")
  private String origin = Site.USUAL.origin();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port for viewers (nginx). Default: 80.")
  private int port = Site.USUAL.port();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where copies are kept (nginx). Default: /var/cache/headwater.")
  private String folder = Site.USUAL.folder();

  @Override
  public void run() {
    Cdn program = program();
    Site site = site();
    CachePolicy read = PolicyFiles.read(policy);
    List<Violation> violations = PolicyCheck.of(read);
    if (!violations.isEmpty()) {
      throw new CommandFailure(policy + ": " + violations.getFirst());
    }
    RenderedConfiguration rendered = program.render(read, site);
    System.out.print(rendered.text());
  }

  private Cdn program() {
    return switch (cdn) {
      case "nginx" -> Cdn.NGINX;
      case "varnish" -> Cdn.VARNISH;
      default -> throw misused(cdn + " (expected: nginx or varnish)", null);
    };
  }

  private Site site() {
    try {
      return new Site(origin, port, folder);
    } catch (IllegalArgumentException e) {
      throw misused(String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException misused(String message, @Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
