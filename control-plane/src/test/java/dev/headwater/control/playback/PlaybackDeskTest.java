package dev.headwater.control.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.playback.key.KeySettings;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.Title;
import dev.headwater.control.title.TitleStatus;
import dev.headwater.control.title.TitleText;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import dev.headwater.platform.token.TokenVerification;
import dev.headwater.platform.token.TokenVerifier;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaybackDeskTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
  private static final PlaybackSettings SETTINGS = settings(false);
  private static final TokenKey KEY =
      new TokenKey("headwater-1", new Secret("0123456789abcdef".repeat(4)));
  private static final Viewer ANA = new Viewer(new Caller.Person("p1", Role.PUBLISHER), "10.0.0.9");

  private final PlaybackDesk desk = desk(SETTINGS);

  private static PlaybackDesk desk(PlaybackSettings settings) {
    return new PlaybackDesk(
        URI.create("https://media.example.org/"),
        settings,
        () -> new TokenSigner(KEY),
        Streams.UNLIMITED,
        InstantSource.fixed(NOW));
  }

  private static PlaybackSettings settings(boolean bindAddress) {
    return new PlaybackSettings(
        new Secret("fedcba9876543210".repeat(4)),
        Duration.ofHours(6),
        Duration.ofHours(12),
        bindAddress,
        0,
        Duration.ofMinutes(1),
        new KeySettings(Duration.ofDays(30), List.of(), "headwater"));
  }

  @Test
  void aPublicTitleIsPlayedFromPlainAddresses() {
    Playback playback =
        desk.play(
            new Viewer(new Caller.Anonymous(), "10.0.0.9"),
            title(Visibility.PUBLIC, TitleStatus.READY));
    assertThat(playback.hls()).isEqualTo("https://media.example.org/vod/t1/e1/index.m3u8");
    assertThat(playback.dash()).contains("https://media.example.org/vod/t1/e1/manifest.mpd");
    assertThat(playback.posterUrl()).contains("https://media.example.org/vod/t1/e1/poster.jpg");
    assertThat(playback.name()).isEqualTo("Rain");
    assertThat(playback.token()).isEmpty();
  }

  @Test
  void aPrivateTitleIsPlayedWithATokenInThePath() {
    Playback playback = desk.play(ANA, title(Visibility.PRIVATE, TitleStatus.READY));
    String token = playback.token().orElseThrow().value();
    String root = "https://media.example.org/t/" + token + "/vod/t1/e1";
    assertThat(playback.hls()).isEqualTo(root + "/index.m3u8");
    assertThat(playback.dash()).contains(root + "/manifest.mpd");
    assertThat(playback.posterUrl()).contains(root + "/poster.jpg");
  }

  @Test
  void anEncryptedTitleHasNoMpdAndNeedsATokenForItsKeysWhoeverMayPlayIt() {
    Playback playback =
        desk.play(
            new Viewer(new Caller.Anonymous(), "10.0.0.9"),
            title(Visibility.PUBLIC, TitleStatus.READY, true));
    assertThat(playback.dash()).isEmpty();
    assertThat(playback.hls()).contains("/t/" + playback.token().orElseThrow().value() + "/vod/");
  }

  @Test
  void theTokenOpensThatPublicationAloneForItsLife() {
    Playback playback = desk.play(ANA, title(Visibility.PRIVATE, TitleStatus.READY));
    PlaybackClaims claims = claims(playback.token().orElseThrow().value());
    assertThat(claims.subject()).isEqualTo("p1");
    assertThat(claims.opens("/vod/t1/e1/720p/0.m4s")).isTrue();
    assertThat(claims.opens("/vod/t1/e2/index.m3u8")).isFalse();
    assertThat(claims.opens("/vod/t1/e10/index.m3u8")).isFalse();
    assertThat(claims.life().expiresAt()).isEqualTo(Instant.parse("2026-03-01T18:00:00Z"));
    assertThat(playback.token().orElseThrow().expiresAt()).isEqualTo(claims.life().expiresAt());
  }

  @Test
  void eachPlaybackIsASessionOfItsOwn() {
    Title title = title(Visibility.PRIVATE, TitleStatus.READY);
    String first = desk.play(ANA, title).token().orElseThrow().value();
    String second = desk.play(ANA, title).token().orElseThrow().value();
    assertThat(claims(first).sessionId()).isNotEqualTo(claims(second).sessionId());
  }

  @Test
  void aDataPlaneWhoseClockIsAMinuteBehindTakesTheToken() {
    Playback playback = desk.play(ANA, title(Visibility.PRIVATE, TitleStatus.READY));
    assertThat(claims(playback.token().orElseThrow().value()).life().notBefore())
        .isEqualTo(Instant.parse("2026-03-01T11:59:00Z"));
  }

  @ParameterizedTest
  @EnumSource(names = {"UPLOADED", "PROCESSING", "READY", "FAILED"})
  void whatIsPublishedIsPlayedWhateverBecomesOfANewerSource(TitleStatus status) {
    assertThat(desk.play(ANA, title(Visibility.PUBLIC, status)).hls()).isNotEmpty();
  }

  @Test
  void whatIsNotPublishedIsNotPlayed() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> desk.play(ANA, title(Visibility.PUBLIC, TitleStatus.DRAFT)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
        .withMessageContaining("draft");
  }

  @Test
  void aTokenIsTiedToTheAddressThatAskedForItIfThatIsWanted() {
    Title title = title(Visibility.PRIVATE, TitleStatus.READY);
    assertThat(claims(desk.play(ANA, title).token().orElseThrow().value()).limits().address())
        .isEmpty();
    assertThat(
            claims(desk(settings(true)).play(ANA, title).token().orElseThrow().value())
                .limits()
                .address())
        .contains("10.0.0.9");
  }

  private static PlaybackClaims claims(String token) {
    TokenVerification verification = new TokenVerifier(List.of(KEY)).verify(token);
    assertThat(verification).isInstanceOf(TokenVerification.Signed.class);
    return ((TokenVerification.Signed) verification).claims();
  }

  private static Title title(Visibility visibility, TitleStatus status) {
    return title(visibility, status, false);
  }

  private static Title title(Visibility visibility, TitleStatus status, boolean encrypted) {
    boolean published = status != TitleStatus.DRAFT;
    return new Title(
        "t1",
        "p1",
        new TitleText("Rain", Optional.empty(), List.of(), List.of(), Optional.empty(), visibility),
        status,
        1,
        Optional.empty(),
        published ? Optional.of("e1") : Optional.empty(),
        Optional.of(12.0),
        new JsonArray(),
        published,
        encrypted,
        Optional.empty(),
        NOW,
        NOW,
        Optional.empty());
  }
}
