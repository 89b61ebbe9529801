package dev.headwater.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.admission.Admission.Admitted;
import dev.headwater.edge.admission.Admission.Refused;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.token.TokenCheck;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.token.PlaybackClaims;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final TokenCheck GOOD = new TokenCheck.Good(claims());

  @Test
  void aPublicTitleNeedsNoToken() {
    assertThat(Admission.decide(publication(Visibility.PUBLIC, State.PUBLISHED), true, null))
        .isEqualTo(Admitted.OPEN);
  }

  @Test
  void aPrivateTitleOpensToItsTokenAndIsNotShared() {
    assertThat(Admission.decide(publication(Visibility.PRIVATE, State.PUBLISHED), false, GOOD))
        .isEqualTo(Admitted.viewer("s1"));
  }

  @Test
  void aPrivateTitleStaysClosedWithoutAToken() {
    assertForbidden(
        Admission.decide(publication(Visibility.PRIVATE, State.PUBLISHED), false, null));
  }

  @Test
  void aBadTokenOpensNothing() {
    assertForbidden(
        Admission.decide(
            publication(Visibility.PRIVATE, State.PUBLISHED),
            false,
            new TokenCheck.Refused("the token has expired")));
  }

  @Test
  void unknownVisibilityNeedsAToken() {
    assertThat(Admission.decide(null, false, null)).isInstanceOf(Admission.Unknown.class);
    assertThat(Admission.decide(null, false, GOOD)).isEqualTo(Admitted.viewer("s1"));
  }

  @Test
  void whatWasTakenDownIsGoneForEveryone() {
    assertThat(Admission.decide(publication(Visibility.PUBLIC, State.RETIRED), true, GOOD))
        .isEqualTo(new Refused(new Failure.Gone()));
  }

  private static void assertForbidden(Admission admission) {
    assertThat(admission).isInstanceOf(Refused.class);
    assertThat(((Refused) admission).failure()).isInstanceOf(Failure.Forbidden.class);
  }

  private static Publication publication(Visibility visibility, State state) {
    return Publication.of("t1", "e1", visibility, state);
  }

  private static PlaybackClaims claims() {
    return new PlaybackClaims(
        "p1",
        "s1",
        "/vod/t1/e1/",
        new PlaybackClaims.Life(Instant.EPOCH, Instant.EPOCH, Instant.MAX),
        PlaybackClaims.Limits.NONE);
  }
}
