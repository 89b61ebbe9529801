package dev.headwater.edge.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNameTest {
  private static final KeyPeriods PERIODS = new KeyPeriods("c1", Scheme.AES_128, 10);

  @Test
  void aNameIsReadAsItWasWritten() {
    KeyName name = new KeyName("c-1_x", "audio-pt", "mfl3a0b1", 17);
    assertThat(name.id()).isEqualTo("c-1_x.audio-pt.mfl3a0b1.17");
    assertThat(KeyName.of(name.id())).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "t1-e1-0", "c.r.e", "c.r.e.x", "c.r.e.-1", "c.r.e.01", "c.r.e.1.1", "c.r.e."})
  void whatIsNoNameIsNone(String id) {
    assertThat(KeyName.of(id)).isEmpty();
  }

  @Test
  void aKeyIsForARunOfNumbers() {
    assertThat(PERIODS.key("v", "e", 19)).isEqualTo(PERIODS.key("v", "e", 10));
    assertThat(PERIODS.key("v", "e", 20)).isNotEqualTo(PERIODS.key("v", "e", 19));
    assertThat(PERIODS.key("v", "e2", 10)).isNotEqualTo(PERIODS.key("v", "e", 10));
    KeyName second = PERIODS.key("v", "e", 10);
    assertThat(PERIODS.overlaps(second, 0, 9)).isFalse();
    assertThat(PERIODS.overlaps(second, 0, 10)).isTrue();
    assertThat(PERIODS.overlaps(second, 19, 30)).isTrue();
    assertThat(PERIODS.overlaps(second, 20, 30)).isFalse();
  }
}
