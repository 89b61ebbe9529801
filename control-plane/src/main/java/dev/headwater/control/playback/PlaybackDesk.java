package dev.headwater.control.playback;

import dev.headwater.control.account.Caller;
import dev.headwater.control.channel.EncryptionTerms;
import dev.headwater.control.channel.LiveChannel;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.Title;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenSigner;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands out the addresses that titles and channels are played from, with a token in the path of
 * private ones and of those that were when they were encrypted: keys want one. Whether the caller
 * may have them was decided before. Thread-safe.
 */
public final class PlaybackDesk {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SESSION_ID_BYTES = 16;
  private static final String RECORDER = "recording";

  /** How far the data plane's clock may be behind. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final String base;
  private final Supplier<TokenSigner> signer;
  private final PlaybackSettings settings;
  private final Streams streams;
  private final InstantSource clock;

  /**
   * @param dataPlane where viewers reach the data plane
   * @param signer who signs now
   */
  public PlaybackDesk(
      URI dataPlane,
      PlaybackSettings settings,
      Supplier<TokenSigner> signer,
      StreamLimit streams,
      InstantSource clock) {
    this(dataPlane, settings, signer, (Streams) streams, clock);
  }

  PlaybackDesk(
      URI dataPlane,
      PlaybackSettings settings,
      Supplier<TokenSigner> signer,
      Streams streams,
      InstantSource clock) {
    this.streams = streams;
    this.base = dataPlane.toString().replaceAll("/+$", "");
    this.signer = signer;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Refused with 409 where nothing of the title is published yet, with 403 where the person plays
   * as much as they may.
   */
  public Playback play(Viewer viewer, Title title) {
    if (!title.isPublished()) {
      throw new RefusedException(
          Reason.CONFLICT, "the title is %s, not ready".formatted(title.status().word()));
    }
    Optional<Playback.Token> token = token(viewer, title, true);
    String root = root(path(title), token);
    return new Playback(
        title.text().name(),
        root + "/index.m3u8",
        title.encrypted() ? Optional.empty() : Optional.of(root + "/manifest.mpd"),
        Optional.empty(),
        title.hasPoster() ? Optional.of(root + "/poster.jpg") : Optional.empty(),
        token);
  }

  /**
   * Also of a channel that media has yet to come to: players wait. Refused with 403 where the
   * person plays as much as they may.
   */
  public Playback play(Viewer viewer, LiveChannel channel) {
    String path = "/live/" + channel.id();
    Optional<Playback.Token> token =
        channel.isOpen()
            ? Optional.empty()
            : Optional.of(token(viewer, path, settings.liveTokenLife(), true));
    String root = root(path, token);
    Optional<Scheme> scheme = channel.terms().encryption().map(EncryptionTerms::scheme);
    boolean hlsAlone = scheme.equals(Optional.of(Scheme.AES_128));
    return new Playback(
        channel.terms().name(),
        root + "/index.m3u8",
        hlsAlone ? Optional.empty() : Optional.of(root + "/manifest.mpd"),
        scheme.filter(Scheme.CBCS::equals).map(_ -> root("/keys/" + channel.id(), token)),
        Optional.empty(),
        token);
  }

  /**
   * What a worker shows to read a channel that it records; empty where it needs nothing.
   *
   * @param end of what is recorded; it has as long after that as a viewer would
   */
  public Optional<String> tokenOfRecorder(LiveChannel channel, Instant end) {
    if (channel.isOpen()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant last = (end.isAfter(now) ? end : now).plus(settings.liveTokenLife());
    PlaybackClaims.Life life =
        new PlaybackClaims.Life(
            now,
            now.truncatedTo(ChronoUnit.SECONDS).minus(CLOCK_SKEW),
            last.truncatedTo(ChronoUnit.SECONDS));
    return Optional.of(
        signer
            .get()
            .sign(
                new PlaybackClaims(
                    RECORDER,
                    sessionId(),
                    "/live/" + channel.id() + "/",
                    life,
                    PlaybackClaims.Limits.NONE)));
  }

  /** Absent where the title has no picture (yet). */
  public Optional<String> posterUrl(Viewer viewer, Title title) {
    return title.isPublished() && title.hasPoster()
        ? Optional.of(root(path(title), token(viewer, title, false)) + "/poster.jpg")
        : Optional.empty();
  }

  private String root(String path, Optional<Playback.Token> token) {
    return base + token.map(t -> "/t/" + t.value()).orElse("") + path;
  }

  private static String path(Title title) {
    return "/" + Publication.path(title.id(), title.epoch().orElseThrow());
  }

  private Optional<Playback.Token> token(Viewer viewer, Title title, boolean plays) {
    boolean open = title.visibility() == Visibility.PUBLIC && !title.encrypted();
    return open
        ? Optional.empty()
        : Optional.of(token(viewer, path(title), settings.tokenLife(), plays));
  }

  /** What is played counts as a stream; a picture does not. */
  private Playback.Token token(Viewer viewer, String path, Duration life, boolean plays) {
    Instant now = clock.instant();
    Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
    Instant end = whole.plus(life);
    String session = sessionId();
    boolean counts = plays && viewer.caller() instanceof Caller.Person;
    if (counts) {
      streams.begin(subject(viewer.caller()), session);
    }
    PlaybackClaims claims =
        new PlaybackClaims(
            subject(viewer.caller()),
            session,
            path + "/",
            new PlaybackClaims.Life(now, whole.minus(CLOCK_SKEW), end),
            new PlaybackClaims.Limits(
                settings.bindAddress() ? Optional.of(viewer.address()) : Optional.empty(),
                counts ? streams.most() : 0));
    return new Playback.Token(signer.get().sign(claims), end);
  }

  private static String subject(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous _ -> "anonymous";
      case Caller.Person person -> person.id();
    };
  }

  private static String sessionId() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
