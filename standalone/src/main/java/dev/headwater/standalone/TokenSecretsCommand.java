package dev.headwater.standalone;

import dev.headwater.standalone.client.CdnKeysRun;
import dev.headwater.standalone.token.CdnSecrets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a CDN has to keep secret, as the rendered configuration reads it. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description =
        "Prints the keys of a CDN, and the secrets between it and others, as the file that its rendered configuration reads.",
    footer = {
      "",
      "For administrators; it is written to the audit log. Keep what is printed from others:",
      "(umask 077; headwater token secrets nginx --as nginx > /etc/headwater/nginx.json)",
      "A secret is made by: openssl rand -hex 32"
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenSecretsCommand implements Runnable {
  enum Program {
    NGINX,
    VARNISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "CDN", description = "As it is called in playback.keys.cdns.")
  private String cdn;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "PROGRAM",
      description = "${COMPLETION-CANDIDATES}: nginx.json or secrets.vcl.")
  private Program program;

  @Option(
      names = "--hop-secret-file",
      paramLabel = "FILE",
      description =
          "Holds what the CDN shows to the origin: one of its hop.secrets. Without it, the origin checks tokens.")
  private @Nullable Path hop;

  @Option(
      names = "--purge-secret-file",
      paramLabel = "FILE",
      description =
          "Holds what purges are known by: cdns[n].secret of the control plane. Without it, nothing can be purged.")
  private @Nullable Path purge;

  @Override
  public void run() {
    CdnSecrets secrets =
        new CdnSecrets(
            CdnSecrets.read(Optional.ofNullable(hop)),
            CdnSecrets.read(Optional.ofNullable(purge)),
            CdnKeysRun.secrets(system.url(), cdn));
    spec.commandLine()
        .getOut()
        .print(program == Program.NGINX || system.json() ? secrets.nginx() : secrets.varnish());
    spec.commandLine().getOut().flush();
  }
}
