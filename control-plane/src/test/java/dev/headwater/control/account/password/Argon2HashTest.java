package dev.headwater.control.account.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2HashTest {
  private static final byte[] SALT = "somesalt-of-ours".getBytes(StandardCharsets.UTF_8);
  private static final Argon2Hash.Cost CHEAP = new Argon2Hash.Cost(64, 1, 1);

  /** From the tests of the reference implementation (version 0x13, 64 MiB, two passes). */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  @Test
  void aHashOfTheReferenceImplementationIsMatchedByItsPasswordAlone() {
    Argon2Hash hash = Argon2Hash.parse(REFERENCE);
    assertThat(hash.matches("password")).isTrue();
    assertThat(hash.matches("differentpassword")).isFalse();
  }

  @Test
  void thePhcStringReadsBackAsItself() {
    assertThat(Argon2Hash.parse(REFERENCE)).hasToString(REFERENCE);
  }

  @Test
  void aWrittenHashIsMatchedByItsPassword() {
    String phc = Argon2Hash.compute("pässwörd", CHEAP, SALT).toString();
    assertThat(Argon2Hash.parse(phc).matches("pässwörd")).isTrue();
    assertThat(Argon2Hash.parse(phc).matches("password")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
      })
  void whatIsNotAnArgon2idHashOfOursIsRefused(String phc) {
    assertThatIllegalArgumentException().isThrownBy(() -> Argon2Hash.parse(phc));
  }
}
