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

  /** Names of an epoch end as its own, by which a node knows what it has written. */
  @Test
  void whereHeadersNameKeysAnEpochHasANameForEach() {
    KeyPeriods samples = new KeyPeriods("c1", Scheme.CBCS, 10);
    assertThat(samples.epoch("mfl3", 19)).isEqualTo("1_mfl3");
    assertThat(samples.epoch("1_mfl3", 20)).isEqualTo("2_mfl3");
    assertThat(PERIODS.epoch("mfl3", 19)).isEqualTo("mfl3");
    assertThat(KeyPeriods.isOneEpoch("1_mfl3", "2_mfl3")).isTrue();
    assertThat(KeyPeriods.isOneEpoch("1_mfl3", "1_mfl4")).isFalse();
  }

  @Test
  void whatBoxesSayOfAKeyTellsItFromOthers() {
    KeyName name = PERIODS.key("v", "e", 19);
    KeyName other = PERIODS.key("v", "e", 20);
    assertThat(name.keyId()).isEqualTo(PERIODS.key("v", "e", 10).keyId());
    assertThat(name.keyId()).isNotEqualTo(other.keyId());
    assertThat(name.vector()).hasSize(16).isNotEqualTo(other.vector());
  }
}
