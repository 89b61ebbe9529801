package dev.headwater.standalone;

import dev.headwater.standalone.client.PurgeRun;
import dev.headwater.standalone.client.PurgeRun.Patience;
import dev.headwater.standalone.client.PurgeRun.Wish;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has the data plane forget something. */
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description =
        "Purges what is stored, by tag, path or prefix, on all nodes of the data plane and then at CDNs.",
    footer = {
      "",
      "A purge that was taken can't get lost: a node that is cut off applies it once it is in touch,",
      "and a CDN is told again until it has confirmed it.",
      "Exit status 1 if it was refused, or with --wait if a node could not be reached, or a CDN has",
      "not applied it within ten minutes.",
      "",
      "  headwater purge --tag title-tq3kz7m2xa5bvw6cd --wait"
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PurgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SystemOptions system;

  @Option(names = "--tag", paramLabel = "TAG", description = "A value of Cache-Tag, in full.")
  private List<String> tags = List.of();

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "As in /vod/TITLE/EPOCH/index.m3u8; all its queries.")
  private List<String> paths = List.of();

  @Option(names = "--prefix", paramLabel = "PREFIX", description = "What paths begin with.")
  private List<String> prefixes = List.of();

  @Option(names = "--soft", description = "Make it stale, to be validated, rather than gone.")
  private boolean soft;

  @Option(
      names = "--wait",
      description = "Return when all nodes and CDNs have applied it, or none is left that can.")
  private boolean waits;

  @Option(names = "--nodes-only", description = "With --wait: don't wait for CDNs.")
  private boolean nodesOnly;

  @Override
  public Integer call() {
    if (tags.isEmpty() && paths.isEmpty() && prefixes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "nothing to purge (expected: --tag, --path or --prefix)");
    }
    if (nodesOnly && !waits) {
      throw new ParameterException(
          spec.commandLine(), "--nodes-only: nothing is waited for (expected: --wait with it)");
    }
    Wish wish = new Wish(tags, paths, prefixes, soft);
    return PurgeRun.run(system.url(), wish, patience(), system.json()) ? 0 : 1;
  }

  private Patience patience() {
    if (!waits) {
      return Patience.NONE;
    }
    return nodesOnly ? Patience.FOR_NODES : Patience.FOR_ALL;
  }
}
