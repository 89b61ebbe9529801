package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.judge.VarnishScript;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The edge role between origins and clients that keep to the byte of a script. */
class VarnishtestIT {
  static List<VarnishScript> scripts() {
    return VarnishScript.all();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theScriptPasses(VarnishScript script) {
    assertThat(script.judge(EdgeUnderTest::hastyInFrontOf)).isEmpty();
  }
}
