package dev.headwater.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.identity.Recognition.Known;
import dev.headwater.platform.identity.Recognition.Refused;
import dev.headwater.platform.settings.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTokensTest {
  private static final Secret OLD = new Secret("01".repeat(32));
  private static final Secret NEW = new Secret("02".repeat(32));
  private static final Identity EDGE = new Identity(NodeRole.EDGE, "paris-1");

  private final NodeTokens tokens = new NodeTokens(OLD, Optional.empty());

  @ParameterizedTest
  @EnumSource(NodeRole.class)
  void aTokenTellsWhoseItIs(NodeRole role) {
    Identity identity = new Identity(role, "paris-1");
    assertThat(tokens.recognise(tokens.issue(identity))).isEqualTo(new Known(identity));
  }

  @Test
  void theFormOfATokenNeverChanges() {
    assertThat(tokens.issue(EDGE))
        .isEqualTo("hw1.edge.paris-1.pUZqWlc2KdfB0ShEUEpUnGITWJ2K5bcz2ez7d6i5ojU");
  }

  @Test
  void noTokenIsGoodForAnotherRoleOrNode() {
    String mac = tokens.issue(EDGE).replaceFirst(".*\\.", "");
    assertRefused("hw1.worker.paris-1." + mac, "not made from this system's root secret");
    assertRefused("hw1.edge.paris-2." + mac, "not made from this system's root secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hw1",
        "hw1.edge.paris-1",
        "hw2.edge.paris-1.AAAA",
        "hw1.edge.paris.1.AAAA",
        "hw1.edge..AAAA",
        "hw1.admin.paris-1.AAAA",
        "hw1.edge.paris-1.",
        "hw1.edge.paris-1.ÄÖÜ"
      })
  void whatIsNoTokenIsRefused(String text) {
    assertThat(tokens.recognise(text)).isInstanceOf(Refused.class);
    assertThat(tokens.recognise(text + "A".repeat(300))).isInstanceOf(Refused.class);
  }

  @Test
  void aTokenOfThePreviousRootIsGoodUntilThatIsGone() {
    String old = tokens.issue(EDGE);
    NodeTokens rotating = new NodeTokens(NEW, Optional.of(OLD));
    assertThat(rotating.recognise(old)).isEqualTo(new Known(EDGE));
    assertThat(rotating.recognise(rotating.issue(EDGE))).isEqualTo(new Known(EDGE));
    assertThat(new NodeTokens(NEW, Optional.empty()).recognise(old)).isInstanceOf(Refused.class);
  }

  @Test
  void aRootThatIsReplacedWhereItLiesIsUsedFromThenOn() {
    Secret root = new Secret(OLD.value());
    NodeTokens living = new NodeTokens(root, Optional.empty());
    root.replace(NEW.value());
    assertThat(living.recognise(tokens.issue(EDGE))).isInstanceOf(Refused.class);
    root.replace("");
    assertThat(living.recognise(tokens.issue(EDGE))).isInstanceOf(Refused.class);
  }

  @Test
  void aShortRootIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> new NodeTokens(new Secret("abc"), Optional.empty()))
        .hasMessageContaining("root secret: *** (expected: 64 characters or more");
  }

  @Test
  void aRoleMayNoMoreThanItsWorkNeeds() {
    assertThat(EDGE.may(Right.READ_FEED)).isTrue();
    assertThat(EDGE.may(Right.REPORT)).isTrue();
    Identity worker = new Identity(NodeRole.WORKER, "w1");
    assertThat(worker.may(Right.READ_FEED)).isFalse();
    assertThat(worker.may(Right.REPORT)).isFalse();
  }

  @Test
  void aNameHasNothingToEscape() {
    assertThatThrownBy(() -> new Identity(NodeRole.EDGE, "a.b"))
        .hasMessageContaining("name: 'a.b' (expected: 1 to 63 letters");
  }

  private void assertRefused(String token, String reason) {
    assertThat(tokens.recognise(token))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }
}
