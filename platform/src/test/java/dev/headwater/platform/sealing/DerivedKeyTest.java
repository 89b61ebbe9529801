package dev.headwater.platform.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.settings.Secret;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class DerivedKeyTest {
  private static final Secret SECRET = new Secret("0123456789abcdef".repeat(2));
  private static final byte[] PLAIN = "what was told".getBytes(UTF_8);
  private static final byte[] HERE = {1};

  private final DerivedKey key = DerivedKey.of(SECRET, "a purpose");

  @Test
  void whatWasSealedOpensAgainWithAKeyOfTheSameSecretAndPurpose() throws Exception {
    byte[] sealed = key.seal(PLAIN, HERE);
    assertThat(DerivedKey.of(SECRET, "a purpose").open(sealed, HERE)).isEqualTo(PLAIN);
  }

  @Test
  void nothingElseOpensIt() {
    byte[] sealed = key.seal(PLAIN, HERE);
    assertRefused(DerivedKey.of(SECRET, "another"), sealed, HERE);
    assertRefused(DerivedKey.of(new Secret("f".repeat(32)), "a purpose"), sealed, HERE);
    assertRefused(key, sealed, new byte[] {2});
    assertRefused(key, new byte[11], HERE);
  }

  @Test
  void noByteOfItCanBeChanged() {
    byte[] sealed = key.seal(PLAIN, HERE);
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertRefused(key, changed, HERE);
    }
  }

  @Test
  void theSameIsNeverSealedTheSameWay() {
    assertThat(key.seal(PLAIN, HERE)).isNotEqualTo(key.seal(PLAIN, HERE));
  }

  @Test
  void aShortSecretIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> DerivedKey.check("secret", new Secret("abc")))
        .hasMessage("secret: *** (expected: 32 characters or more, drawn at random)");
  }

  private static void assertRefused(DerivedKey other, byte[] sealed, byte[] place) {
    assertThatThrownBy(() -> other.open(sealed, place))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
