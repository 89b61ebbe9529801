package dev.headwater.edge.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionPathsTest {
  private final FunctionPaths paths = FunctionPaths.of(List.of("/vod/{title}/{n}.m4s", "/live/*"));

  @ParameterizedTest
  @CsvSource({
    "/vod/t1/1.m4s,true",
    "/vod/t1/1.2.m4s,false",
    "/vod/t1/e1/1.m4s,false",
    "/live/c1/index.m3u8,true",
    "/live/,true",
    "/live,false",
    "/lives/c1,false",
    "/,false"
  })
  void matchTemplatesAndBeginnings(String path, boolean matches) {
    assertThat(paths.have(path)).isEqualTo(matches);
  }

  @Test
  void aPathThatCantBeReadMayBeAnyOfThem() {
    assertThat(paths.have("")).isTrue();
  }

  @Test
  void areAllWhereNoneIsNamed() {
    assertThat(FunctionPaths.of(List.of()).have("/any")).isTrue();
  }
}
