package dev.headwater.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.ControlPlaneSettings;
import dev.headwater.control.WorkerSettings;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.platform.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/configuration.md} to the settings records. With {@code -Ddocs.write=true} the
 * page is written anew: {@code ./mvnw test -pl standalone -am -Dtest=ConfigurationPageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true}.
 */
class ConfigurationPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("headwater.root", ".."), "docs", "configuration.md");

  @Test
  void thePageSaysWhatTheRecordsSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("written anew by -Ddocs.write=true").hasContent(page);
  }

  private static String page() {
    return """
    # Configuration

    This page is generated from the settings records. Settings come from defaults, then the YAML file given by
    `--config`, then the environment: `memory.max-size` is `HEADWATER_MEMORY_MAX_SIZE`. Keys nest as the dots say; a key
    that no server knows stops the start. Durations are written `250ms`, `30s`, `5m`, `12h`, `7d`; sizes `64KiB`,
    `512MiB`, `2GiB`. A setting without a default, where the type is not optional, must be given.

    A `secret` is given as it is, or by where it lies: `file:/run/secrets/database`, `env:NAME`, `vault:PATH#KEY`,
    `aws-secretsmanager:NAME` or `aws-secretsmanager:NAME#KEY`. [What is read again, and when](operations.md#secrets).

    `./headwater up` sets what it starts itself (addresses, ports, folders, keys) and leaves the rest at these defaults.

    ## Data plane: `./headwater edge --config FILE`

    %s
    ## Control plane: `./headwater control --config FILE`

    %s
    ## Packaging worker: `./headwater worker --config FILE`

    %s\
    """
        .formatted(
            SettingsReference.markdown(EdgeOriginSettings.class),
            SettingsReference.markdown(ControlPlaneSettings.class),
            SettingsReference.markdown(WorkerSettings.class));
  }
}
