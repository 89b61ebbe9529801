package dev.headwater.engines.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.PostgresAddress;
import org.junit.jupiter.api.Test;

class SharedEnginesIT {
  @Test
  void eachFreshDatabaseIsAnother() {
    PostgresAddress first = SharedEngines.freshDatabase();
    PostgresAddress second = SharedEngines.freshDatabase();
    assertThat(first.database()).isNotEqualTo(second.database());
    assertThat(first.port()).isEqualTo(second.port());
  }

  @Test
  void theTwoRedisAreApart() {
    assertThat(SharedEngines.redisCache().port()).isNotEqualTo(SharedEngines.redisState().port());
  }

  @Test
  void ffmpegIsThere() {
    assertThat(SharedEngines.ffmpeg().ffmpeg()).isExecutable();
  }
}
