package dev.headwater.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.admission.Admission.Admitted;
import dev.headwater.edge.admission.Admission.Refused;
import dev.headwater.edge.failure.Failure;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenVerification;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final String PATH = "/vod/t1/e1/index.m3u8";
  private static final TokenVerification GOOD = token("/vod/t1/e1/");

  @Test
  void aPublicTitleNeedsNoToken() {
    assertThat(Admission.decide(PATH, publication(Visibility.PUBLIC, State.PUBLISHED), null))
        .isEqualTo(Admitted.OPEN);
  }

  @Test
  void aPrivateTitleOpensToItsTokenAndIsNotShared() {
    assertThat(Admission.decide(PATH, publication(Visibility.PRIVATE, State.PUBLISHED), GOOD))
        .isEqualTo(new Admitted(false, "s1"));
  }

  @Test
  void aPrivateTitleStaysClosedWithoutAToken() {
    assertForbidden(Admission.decide(PATH, publication(Visibility.PRIVATE, State.PUBLISHED), null));
  }

  @Test
  void aTokenForAnotherPathOpensNothing() {
    assertForbidden(
        Admission.decide(
            PATH, publication(Visibility.PRIVATE, State.PUBLISHED), token("/vod/t1/e2/")));
  }

  @Test
  void aPrefixEndsAtASegment() {
    assertForbidden(
        Admission.decide(
            PATH, publication(Visibility.PRIVATE, State.PUBLISHED), token("/vod/t1/e")));
  }

  @Test
  void aBadTokenOpensNothing() {
    assertForbidden(
        Admission.decide(
            PATH,
            publication(Visibility.PRIVATE, State.PUBLISHED),
            new TokenVerification.Refused("the token has expired")));
  }

  @Test
  void unknownVisibilityNeedsAToken() {
    assertThat(Admission.decide(PATH, null, null)).isInstanceOf(Admission.Unknown.class);
    assertThat(Admission.decide(PATH, null, GOOD)).isEqualTo(new Admitted(false, "s1"));
  }

  @Test
  void whatWasTakenDownIsGoneForEveryone() {
    assertThat(Admission.decide(PATH, publication(Visibility.PUBLIC, State.RETIRED), GOOD))
        .isEqualTo(new Refused(new Failure.Gone()));
  }

  private static void assertForbidden(Admission admission) {
    assertThat(admission).isInstanceOf(Refused.class);
    assertThat(((Refused) admission).failure()).isInstanceOf(Failure.Forbidden.class);
  }

  private static Publication publication(Visibility visibility, State state) {
    return Publication.of("t1", "e1", visibility, state);
  }

  private static TokenVerification token(String prefix) {
    return new TokenVerification.Valid(
        new PlaybackClaims("p1", "s1", prefix, Instant.EPOCH, Instant.MAX));
  }
}
