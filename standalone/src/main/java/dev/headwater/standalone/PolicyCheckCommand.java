package dev.headwater.standalone;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.standalone.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether policies can be used. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = {
      "Says whether policies can be used, and shows what is wrong with those that can't.",
      "Status 1 where one can't."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PolicyCheckCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files, or folders with files that end in .yaml. Default: the shipped policy.")
  private List<Path> files = List.of();

  @Option(names = "--schema", description = "Only print the JSON Schema, for editors.")
  private boolean schema;

  @Override
  public void run() {
    if (schema) {
      System.out.print(PolicyReader.resource(PolicyReader.SCHEMA));
      return;
    }
    List<String> wrong = new ArrayList<>();
    if (files.isEmpty()) {
      say(PolicyReader.SHIPPED, PolicyReader.shippedText().version());
    }
    for (Path file : all()) {
      try {
        say(file.toString(), PolicyFiles.version(file));
      } catch (CommandFailure e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new CommandFailure(String.join("\n", wrong));
    }
  }

  private void say(String file, String version) {
    spec.commandLine().getOut().println(file + ": good, version " + version);
  }

  private List<Path> all() {
    List<Path> all = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isDirectory(file)) {
        all.add(file);
        continue;
      }
      try (Stream<Path> inside = Files.list(file)) {
        inside.filter(one -> one.toString().endsWith(".yaml")).sorted().forEach(all::add);
      } catch (IOException e) {
        throw new CommandFailure(file + ": can't be read: " + e.getMessage(), e);
      }
    }
    return all;
  }
}
