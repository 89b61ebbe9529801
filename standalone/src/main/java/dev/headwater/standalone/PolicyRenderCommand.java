package dev.headwater.standalone;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cdnconfig.Cdn;
import dev.headwater.cdnconfig.LayerSite;
import dev.headwater.cdnconfig.RenderedConfiguration;
import dev.headwater.cdnconfig.RenderedFile;
import dev.headwater.cdnconfig.Site;
import dev.headwater.standalone.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "Prints a policy as the configuration of a program or a service that caches before an origin.",
      "What that can't be told is listed at its end."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PolicyRenderCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CDN",
      description = "nginx, varnish, cloudfront, or headwater: a node in the edge role.")
  private String cdn;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy. Default: the shipped one.")
  private @Nullable Path policy;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description =
          "A layer of the policy, which asks the one before it, and the first one the origin.")
  private @Nullable String layer;

  @Option(
      names = "--origin",
      paramLabel = "HOST:PORT",
      description =
          "A node in the origin role; for cloudfront its public name. Default: 127.0.0.1:8081.")
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

  @Option(
      names = "--secrets",
      paramLabel = "DIR",
      description = "Where keys and secrets are read from. Default: /etc/headwater.")
  private String secrets = Site.USUAL.secrets();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "Writes all files there. Default: prints the first.")
  private @Nullable Path into;

  @Override
  public void run() {
    Cdn program = program();
    Site site = site();
    CachePolicy read = PolicyFiles.checked(policy);
    RenderedConfiguration rendered = program.render(read, of(read, program, site));
    Path folder = into;
    if (folder == null) {
      System.out.print(rendered.text());
    } else {
      rendered.files().forEach(file -> write(folder, file));
    }
  }

  static void write(Path folder, RenderedFile file) {
    Path path = folder.resolve(file.name());
    try {
      Files.createDirectories(folder);
      Files.writeString(path, file.text());
    } catch (IOException e) {
      throw new CommandFailure(path + " can't be written: " + e.getMessage());
    }
    System.out.println(path);
  }

  private Cdn program() {
    return switch (cdn) {
      case "nginx" -> Cdn.NGINX;
      case "varnish" -> Cdn.VARNISH;
      case "cloudfront" -> Cdn.CLOUDFRONT;
      case "headwater" -> Cdn.HEADWATER;
      default -> throw misused(cdn + " (expected: nginx, varnish, cloudfront or headwater)", null);
    };
  }

  private Site of(CachePolicy read, Cdn program, Site site) {
    if (layer == null) {
      return site;
    }
    try {
      return LayerSite.of(read, layer, program, site);
    } catch (IllegalArgumentException e) {
      throw misused(String.valueOf(e.getMessage()), e);
    }
  }

  private Site site() {
    try {
      return new Site(origin, port, folder, secrets);
    } catch (IllegalArgumentException e) {
      throw misused(String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException misused(String message, @Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
