package dev.headwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeRole;
import dev.headwater.platform.identity.NodeTokens;
import dev.headwater.platform.settings.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "up",
        "edge",
        "control",
        "worker",
        "publish",
        "channel",
        "channel create",
        "channel list",
        "channel show",
        "channel test",
        "channel record",
        "channel delete",
        "jobs",
        "jobs list",
        "jobs show",
        "jobs retry",
        "jobs cancel",
        "login",
        "token",
        "token secrets",
        "token confirm",
        "token node"
      })
  void eachCommandExplainsItself(String command) {
    assertThat(run((command + " --help").strip())).isEqualTo(DONE);
    assertThat(out.toString()).startsWith("Usage: headwater");
  }

  @Test
  void everyCommandHasADescription() {
    assertThat(Headwater.commandLine().getSubcommands().values())
        .allSatisfy(command ->
            assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty());
  }

  @Test
  void noCommandIsMisuse() {
    assertThat(run("")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("no command given", "headwater --help");
  }

  @Test
  void aFolderOfBrokenPoliciesIsRefusedFileByFile() {
    Path broken =
        Path.of(
            System.getProperty("headwater.root", ".."), "cache-config/src/test/policies/broken");
    assertThat(run("policy check")).isEqualTo(DONE);
    assertThat(out.toString()).contains("default-policy.yaml: good, version ");
    assertThat(run("policy check " + broken)).isEqualTo(FAILED);
    assertThat(err.toString())
        .contains(
            "crlf.yaml:9: kinds[0].lifetimes.browser: 'soon' (expected: a time such as",
            "live-too-old.yaml:6: live-media-playlist: with a target duration of 4s",
            "binary.yaml:3: not UTF-8 (expected: YAML)");
  }

  @Test
  void aNodeTakesWhatIsRenderedForIt() throws IOException {
    assertThat(run("policy render headwater --into %1$s --secrets %1$s".formatted(folder)))
        .isEqualTo(DONE);
    String check = "edge --role edge --config " + folder.resolve("edge.yaml") + " --check";
    assertThat(run(check)).isEqualTo(FAILED);
    assertThat(err.toString()).contains(folder + "/hop");
    Files.writeString(folder.resolve("hop"), "0123456789abcdef".repeat(2));
    NodeTokens tokens = new NodeTokens(new Secret("ab".repeat(32)), Optional.empty());
    Files.writeString(
        folder.resolve("node-token"), tokens.issue(new Identity(NodeRole.EDGE, "paris-1")));
    assertThat(run(check)).as(err.toString()).isEqualTo(DONE);
  }

  @Test
  void aPolicyIsRenderedForAProgramThatIsKnown() {
    assertThat(run("policy render varnish")).isEqualTo(DONE);
    assertThat(run("policy render varnish --into " + folder)).isEqualTo(DONE);
    assertThat(folder.resolve("default.vcl")).isNotEmptyFile();
    assertThat(run("policy render nginx --origin origin.example:8081")).isEqualTo(DONE);
    assertThat(run("policy render nginx --layer cdn")).isEqualTo(DONE);
    assertThat(run("policy render nginx --layer hub")).isEqualTo(MISUSED);
    assertThat(run("policy render cloudfront --into " + folder)).isEqualTo(DONE);
    assertThat(folder.resolve("headwater.auto.tfvars.json")).isNotEmptyFile();
    assertThat(run("policy render squid")).isEqualTo(MISUSED);
    assertThat(err.toString())
        .contains("squid (expected: nginx, varnish, cloudfront or headwater)");
    assertThat(run("policy render nginx --origin http://origin.example")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("expected: HOST:PORT");
    assertThat(run("policy")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("check, explain, diff, render or functions");
  }

  @Test
  void functionsAreWrittenForAHostThatIsKnown() {
    assertThat(run("policy functions cloudfront --into " + folder)).isEqualTo(DONE);
    assertThat(folder.resolve("token.js")).isNotEmptyFile();
    assertThat(run("policy functions fastly --into " + folder)).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("fastly (expected: cloudfront or nginx)");
  }

  @Test
  void aPurgeOfNothingOrThatWaitsForNothingIsMisuse() {
    assertThat(run("purge --wait")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("nothing to purge");
    assertThat(run("purge --tag title-t1 --nodes-only")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("--nodes-only: nothing is waited for");
  }

  @Test
  void aMistypedCommandGetsASuggestion() {
    assertThat(run("pblish film.mp4")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("headwater publish");
  }

  @Test
  void aPortOutOfRangeIsMisuse() {
    assertThat(run("up --edge-port 65000")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("--edge-port: 65000 (expected: 1 to 63535)");
  }

  @Test
  void aFileThatIsNotThereIsMisuse() {
    assertThat(run("publish " + folder.resolve("absent.mp4"))).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("absent.mp4: no such file");
  }

  @Test
  void aFolderWithoutAVideoIsMisuse() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "x");
    assertThat(run("publish " + folder)).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("no video file in this folder");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          channel,                          "no command given (expected: create, list, show, test, record or delete)"
          channel create,                   NAME
          channel create x --latency least, --latency
          channel create x --on-stale x,    --on-stale
          channel create x --dvr 2,         "'2' (expected: a number and a unit, s, m, h or d, as in 2h)"
          channel create x --dvr 25h,       "--dvr: 90000 s (expected: 1d at most)"
          channel show,                     CHANNEL
          channel test,                     "(CHANNEL | --new=NAME)"
          channel test x --new y,           "mutually exclusive"
          channel test x --for 5,           "'5' (expected: a number and a unit, s, m, h or d, as in 2h)"
          channel test x --for 0s,          "--for: 0 s (expected: 1s at least)"
          channel record c --name n,        --from
          channel record c --from -10m,     --name
          channel record c --from x --name n, "'x' (expected: now, so long before it as in -10m, or a time"
          channel record c --from -1m --to -2m --name n, "(expected: before --to"
          """,
      quoteCharacter = '"')
  void aChannelIsAskedForInTheRightWay(String arguments, String said) {
    assertThat(run(arguments)).isEqualTo(MISUSED);
    assertThat(err.toString()).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          jobs,                     "no command given (expected: list, show, retry or cancel)"
          jobs list --state lost,   "expected one of [QUEUED, RUNNING, DONE, DEAD, CANCELLED] (case-insensitive)"
          jobs list --limit 0,      "--limit: 0 (expected: 1 to 1000)"
          jobs list --limit 1001,   "--limit: 1001 (expected: 1 to 1000)"
          jobs show,                JOB
          jobs retry,               JOB
          jobs cancel,              JOB
          """,
      quoteCharacter = '"')
  void jobsAreAskedForInTheRightWay(String arguments, String said) {
    assertThat(run(arguments)).isEqualTo(MISUSED);
    assertThat(err.toString()).contains(said);
  }

  @Test
  void aSystemThatDoesNotAnswerIsAFailureWithAHint() throws Exception {
    Path file = Files.writeString(folder.resolve("film.mp4"), "x");
    assertThat(run("publish " + file + " --url ftp://localhost")).isEqualTo(FAILED);
    assertThat(err.toString()).contains("ftp://localhost (expected: as in http://localhost:8080)");
  }

  @Test
  void withJsonAFailureIsADocument() throws Exception {
    Path file = Files.writeString(folder.resolve("film.mp4"), "x");
    assertThat(run("publish --json " + file + " --url ftp://localhost")).isEqualTo(FAILED);
    assertThat(out.toString()).startsWith("{\"error\":\"no address");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void wrongSettingsAreNamed() throws Exception {
    Path config = Files.writeString(folder.resolve("edge.yaml"), "memory:\n  max-sise: 1GiB\n");
    assertThat(run("edge --role origin --check --config " + config)).isEqualTo(FAILED);
    assertThat(err.toString())
        .contains("unknown key 'memory.max-sise' (did you mean 'memory.max-size'?)");
  }

  @Test
  void aSecretThatCannotBeReadIsNamedByItsKeyAndItsPlace() throws Exception {
    Path absent = folder.resolve("absent");
    Path config =
        Files.writeString(folder.resolve("worker.yaml"), "database.password: file:" + absent);
    assertThat(run("worker --check --config " + config)).isEqualTo(FAILED);
    assertThat(err.toString()).contains("database.password: file:" + absent + ": no such file");
  }

  @Test
  void aNodeTokenIsMadeOfTheRootSecret() throws Exception {
    Path root = Files.writeString(folder.resolve("root"), "0123456789abcdef".repeat(4) + "\n");
    String arguments = "token node --role edge --name paris-1 --root-secret-file " + root;
    assertThat(run(arguments)).isEqualTo(DONE);
    assertThat(out.toString()).matches("hw1\\.edge\\.paris-1\\.[A-Za-z0-9_-]{43}\\R");
  }

  @Test
  void aShortRootSecretIsAFailureThatDoesNotShowIt() throws Exception {
    Path root = Files.writeString(folder.resolve("root"), "hunter2");
    String arguments = "token node --role worker --name w1 --root-secret-file " + root;
    assertThat(run(arguments)).isEqualTo(FAILED);
    assertThat(err.toString())
        .contains("expected: 64 characters or more")
        .doesNotContain("hunter2");
  }

  private int run(String arguments) {
    CommandLine commandLine =
        Headwater.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
    return commandLine.execute(words.toArray(String[]::new));
  }
}
