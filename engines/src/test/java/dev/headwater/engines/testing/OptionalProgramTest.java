package dev.headwater.engines.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class OptionalProgramTest {
  @Test
  void aProgramThatIsThereIsFound() {
    assertThat(OptionalProgram.require("sh")).isExecutable();
  }

  @Test
  void anAbsentOneSkipsTheTestOrFailsIt() {
    String before = System.getProperty("headwater.no-skip", "false");
    try {
      System.setProperty("headwater.no-skip", "false");
      assertThatThrownBy(() -> OptionalProgram.require("no-such-program"))
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("no-such-program");
      System.setProperty("headwater.no-skip", "true");
      assertThatThrownBy(() -> OptionalProgram.require("no-such-program"))
          .isInstanceOf(AssertionFailedError.class);
      assertThatThrownBy(
              () -> OptionalProgram.requireModule("module.so", List.of(Path.of("/no/such"))))
          .isInstanceOf(AssertionFailedError.class)
          .hasMessageContaining("module.so", "/no/such");
    } finally {
      System.setProperty("headwater.no-skip", before);
    }
  }
}
