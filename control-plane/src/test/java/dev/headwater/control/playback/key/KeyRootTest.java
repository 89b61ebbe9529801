package dev.headwater.control.playback.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.feed.TokenKeyChange.State;
import dev.headwater.platform.settings.Secret;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyRootTest {
  private static final KeyRoot ROOT = new KeyRoot(new Secret("5a".repeat(32)));

  private static List<byte[]> keys(String consumer) {
    return IntStream.rangeClosed(1, 300)
        .mapToObj(generation ->
            new PlaybackKey(
                consumer,
                generation,
                ROOT.fingerprint(),
                State.CURRENT,
                "",
                0,
                false,
                false,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty()))
        .map(key -> HexFormat.of().parseHex(ROOT.key(key).secret().value()))
        .toList();
  }

  private static boolean hasZero(byte[] octets) {
    return IntStream.range(0, octets.length).anyMatch(i -> octets[i] == 0);
  }

  @Test
  void noKeyOfACdnHasAZero() {
    assertThat(keys("varnish")).noneMatch(KeyRootTest::hasZero).doesNotHaveDuplicates();
    assertThat(keys(PlaybackKey.DATA_PLANE))
        .as("of nodes they are as ever")
        .anyMatch(KeyRootTest::hasZero);
  }
}
