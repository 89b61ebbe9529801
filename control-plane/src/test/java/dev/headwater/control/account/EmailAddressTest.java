package dev.headwater.control.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.control.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @Test
  void caseAndSurroundingSpaceMakeNoDifference() {
    assertThat(EmailAddress.check(" Ana@Example.ORG ")).isEqualTo("ana@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ana", "@example.org", "ana@", "a@b@c", "a b@example.org", "a\u0000@b"})
  void aSlipIsRefused(String email) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> EmailAddress.check(email))
        .withMessageContaining("email");
  }
}
