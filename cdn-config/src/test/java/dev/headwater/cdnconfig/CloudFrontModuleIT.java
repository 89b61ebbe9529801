package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.engines.ProgramPath;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The module of {@code terraform/} takes the rendered variables, and the AWS provider takes the
 * module, without an account: with {@code terraform test} and a provider that is mocked. Skipped
 * where either isn't installed, since no package of Debian's has them.
 */
class CloudFrontModuleIT {
  private static final Path MODULE =
      Path.of(System.getProperty("headwater.root", ".."), "terraform", "modules", "cdn");

  /** Where providers lie as {@code -plugin-dir} wants them. */
  private static final Path PROVIDERS =
      Path.of(System.getenv().getOrDefault("TERRAFORM_PLUGIN_DIR", "/opt/tf-plugins"));

  private static final int LIMIT_SECONDS = 300;

  @Test
  void theModuleTakesWhatIsRendered(@TempDir Path folder) throws Exception {
    assumeTrue(
        ProgramPath.find("terraform").isPresent() && Files.isDirectory(PROVIDERS),
        "terraform and its AWS provider are not installed");
    try (Stream<Path> files = Files.list(MODULE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    write(folder, Cdn.CLOUDFRONT.render(PolicyReader.shipped(), Site.USUAL).files());
    Path functions = Files.createDirectories(folder.resolve("functions"));
    write(functions, FunctionHost.CLOUDFRONT.render(PolicyReader.shipped()));
    terraform(folder, "init", "-plugin-dir=" + PROVIDERS);
    terraform(folder, "validate");
    terraform(folder, "test", "-var=functions_folder=" + functions);
  }

  private static void write(Path folder, List<RenderedFile> files) throws IOException {
    for (RenderedFile one : files) {
      Files.writeString(folder.resolve(one.name()), one.text());
    }
  }

  private static void terraform(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    command.add(1, "-chdir=" + folder);
    command.add("-no-color");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    process.destroy();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }
}
