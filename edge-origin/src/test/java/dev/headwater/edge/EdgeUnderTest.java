package dev.headwater.edge;

import dev.headwater.edge.judge.ProgramUnderTest;
import dev.headwater.edge.judge.ProxyUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The proxy that public judges look at: another program where {@code headwater.proxy-under-test}
 * names one.
 */
final class EdgeUnderTest {
  private static final String OTHER = "headwater.proxy-under-test";

  private EdgeUnderTest() {}

  static ProxyUnderTest inFrontOf(int originPort) {
    String other = System.getProperty(OTHER);
    return other == null
        ? Assumptions.abort("no proxy to judge: " + OTHER + " is not set")
        : ProgramUnderTest.start(Path.of(other), originPort);
  }
}
