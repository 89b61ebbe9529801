package dev.headwater.edge.live;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.request.DeliveryDirectives;
import dev.headwater.edge.request.Window;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import dev.headwater.platform.channel.OnStale;
import dev.headwater.platform.feed.ChannelReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what becomes of requests for what is live: answered, held until it is there, or refused.
 * Thread-safe.
 */
public final class LiveDesk {
  /** Not yet: whoever asks again soon may get it, so that nobody keeps the answer. */
  static final LiveAnswer NOT_YET = refused(new Failure.NotFound(Duration.ZERO));

  /** Never: of names that were made up, for a while. */
  static final LiveAnswer NEVER = refused(new Failure.NotFound(Duration.ofSeconds(10)));

  /** It was there, and has left. */
  static final LiveAnswer LEFT = refused(new Failure.LeftWindow());

  private static final LiveAnswer ELSEWHERE = new LiveAnswer.Elsewhere(Optional.empty());

  /** Unless the store has it yet. */
  private static final LiveAnswer LEFT_MEMORY =
      new LiveAnswer.Elsewhere(Optional.of(new Failure.LeftWindow()));

  private static final LiveAnswer GONE = refused(new Failure.Gone());

  /** For a second origin to take over at once. */
  static final LiveAnswer STALE =
      refused(new Failure.Shed("no media comes to this channel", Duration.ofSeconds(1)));

  static final LiveAnswer TOO_FAR =
      refused(
          new Failure.Malformed(
              "_HLS_msn and _HLS_part lie farther ahead than the next segment (draft-pantos-hls-rfc8216bis, section 6.2.5.2)"));

  private final ChannelTable table;
  private final LiveChannels channels;
  private final InstantSource clock;
  private final WindowDesk windows;

  public LiveDesk(ChannelTable table, LiveChannels channels, InstantSource clock) {
    this.table = table;
    this.channels = channels;
    this.clock = clock;
    this.windows = new WindowDesk(clock);
  }

  static LiveAnswer refused(Failure failure) {
    return new LiveAnswer.Refused(failure);
  }

  /** What is said of a playlist beside it (CTA-5006). */
  public String describe(Classification what) {
    String id = what.variables().getOrDefault("channel", "");
    ChannelReport.State state =
        channels
            .find(id)
            .map(live -> channels.state(id, live, clock.instant()))
            .orElse(ChannelReport.State.ENDED);
    return what.policy().kind() == ResourceKind.LIVE_MPD ? Cmsd.mpd(state) : Cmsd.playlist(state);
  }

  /**
   * Answers a request for one of the live kinds.
   *
   * @param uri with its delivery directives
   */
  public LiveAnswer answer(Classification what, String uri) {
    Map<String, String> names = what.variables();
    String id = names.getOrDefault("channel", "");
    Optional<Channel> channel = table.find(id);
    if (channel.isPresent() && !channel.get().open()) {
      return GONE;
    }
    if (channel.isPresent() && !has(channel.get(), what.policy().kind())) {
      return NEVER;
    }
    Optional<Presentation> live = channels.find(id);
    if (live.isPresent()) {
      return answer(what, uri, channel, live.get());
    }
    LiveAnswer otherwise =
        switch (what.policy().kind()) {
          case LIVE_MEDIA_SEGMENT, LIVE_SUBTITLE, LIVE_INITIALIZATION_SECTION -> ELSEWHERE;
          default -> channel.isPresent() ? NOT_YET : NEVER;
        };
    return channel
        .<LiveAnswer>map(known -> recalled(what, uri, known, otherwise))
        .orElse(otherwise);
  }

  /** DASH has no word for segments that are encrypted whole. */
  private static boolean has(Channel channel, ResourceKind kind) {
    return kind != ResourceKind.LIVE_MPD
        || channel.encryption().filter(one -> one.scheme() == Scheme.AES_128).isEmpty();
  }

  /** As another node has it, or as it was when media came last. */
  private LiveAnswer recalled(
      Classification what, String uri, Channel channel, LiveAnswer otherwise) {
    return new LiveAnswer.Recalled(
        channel,
        found ->
            found.map(live -> answer(what, uri, Optional.of(channel), live)).orElse(otherwise));
  }

  private LiveAnswer answer(
      Classification what, String uri, Optional<Channel> channel, Presentation live) {
    boolean isPlaylist =
        switch (what.policy().kind()) {
          case LIVE_MULTIVARIANT_PLAYLIST, LIVE_MEDIA_PLAYLIST, LIVE_MPD -> true;
          default -> false;
        };
    DeliveryDirectives wanted =
        isPlaylist
            ? DeliveryDirectives.of(uri)
            : DeliveryDirectives.NONE; // the router checked them
    boolean goesOn = wanted.window().flatMap(Window::to).isEmpty();
    if (isPlaylist && goesOn && channel.isPresent() && isStale(channel.get(), live)) {
      return STALE;
    }
    Map<String, String> names = what.variables();
    RenditionName name =
        new RenditionName(names.getOrDefault("channel", ""), names.getOrDefault("rendition", ""));
    return wanted.window().isPresent()
        ? windows.answer(what.policy().kind(), live, name, wanted)
        : answer(what, wanted, name, live);
  }

  private boolean isStale(Channel channel, Presentation live) {
    return channel.onStale() == OnStale.ERROR
        && channels.state(channel.id(), live, clock.instant()) != ChannelReport.State.LIVE;
  }

  private LiveAnswer answer(
      Classification what, DeliveryDirectives wanted, RenditionName name, Presentation live) {
    return switch (what.policy().kind()) {
      case LIVE_MULTIVARIANT_PLAYLIST ->
          live.playlists().multivariant(live).<LiveAnswer>map(text -> text).orElse(NOT_YET);
      case LIVE_MEDIA_PLAYLIST -> playlist(live, name, wanted);
      case LIVE_MPD ->
          live.playlists().mpd(live, clock.instant()).<LiveAnswer>map(text -> text).orElse(NOT_YET);
      case LIVE_INITIALIZATION_SECTION ->
          header(live, name, what.variables().getOrDefault("epoch", ""));
      case LIVE_MEDIA_SEGMENT, PARTIAL_SEGMENT, LIVE_SUBTITLE ->
          LiveNames.place(what.variables())
              .filter(_ -> SubtitleName.isOne(name.rendition()) == isSubtitle(what))
              .map(place -> media(live, name, place))
              .orElse(NEVER);
      default -> NEVER;
    };
  }

  private static boolean isSubtitle(Classification what) {
    return what.policy().kind() == ResourceKind.LIVE_SUBTITLE;
  }

  private LiveAnswer header(Presentation live, RenditionName name, String epoch) {
    return live.header(name.rendition(), epoch)
        .<LiveAnswer>map(bytes -> new LiveAnswer.Media(List.of(bytes), Cmsd.header()))
        .orElse(ELSEWHERE);
  }

  static LiveAnswer playlist(Presentation live, RenditionName name, DeliveryDirectives wanted) {
    return live.view(name.rendition())
        .map(view -> playlist(live, name, view, wanted))
        .orElse(NOT_YET);
  }

  private static LiveAnswer playlist(
      Presentation live, RenditionName name, RenditionView view, DeliveryDirectives wanted) {
    if (wanted.number().isEmpty()) {
      return live.playlists().media(live, view, wanted.skips());
    }
    long number = wanted.number().getAsLong();
    int part = wanted.part().orElse(-1);
    if (view.reaches(number, part)) {
      return placed(live, view, wanted);
    }
    if (isTooFar(view, number, part)) {
      return TOO_FAR;
    }
    Duration limit = view.terms().target().multipliedBy(3);
    return new LiveAnswer.Held(
        name,
        new Waiting.Place(number, part),
        limit,
        reached -> reached.map(now -> placed(live, now, wanted)).orElse(STALE));
  }

  /** A programme that is over may begin again, and have that place then. */
  private static LiveAnswer placed(
      Presentation live, RenditionView view, DeliveryDirectives wanted) {
    return live.playlists().media(live, view, wanted.skips());
  }

  /** Section 6.2.5.2: what no player that has the newest playlist can want is an error. */
  static boolean isTooFar(RenditionView view, long number, int part) {
    if (number > view.nextNumber() + 1) {
      return true;
    }
    long ahead = view.terms().part().map(LiveDesk::partLimit).orElse(0L);
    return number == view.nextNumber() && part >= view.nextPart() + ahead;
  }

  /** The advance part limit: three parts, or as many as three seconds have. */
  private static long partLimit(Duration target) {
    return Math.max(3, (3000 + target.toMillis() - 1) / target.toMillis());
  }

  static LiveAnswer media(Presentation live, RenditionName name, LiveNames.Place place) {
    Optional<RenditionView> found = live.view(name.rendition());
    if (found.isEmpty()) {
      return NOT_YET;
    }
    RenditionView view = found.get();
    Optional<Segment> segment = view.segment(place.number());
    if (segment.isPresent()) {
      return ofSegment(segment.get(), place);
    }
    boolean past = place.number() < view.nextNumber();
    if (past) {
      return ofPast(place, view.hasLeft(place.number(), place.epoch()));
    }
    return place.part().isPresent() ? ofOpen(view, name, place) : NOT_YET;
  }

  /** The store has whole segments only, and keeps them a while longer than playlists do. */
  private static LiveAnswer ofPast(LiveNames.Place place, boolean left) {
    if (place.part().isEmpty()) {
      return left ? LEFT_MEMORY : ELSEWHERE;
    }
    return left ? LEFT : NEVER;
  }

  private static LiveAnswer ofSegment(Segment segment, LiveNames.Place place) {
    if (!segment.epoch().equals(place.epoch()) || !segment.came()) {
      return NEVER;
    }
    if (segment.parts().isEmpty()) {
      boolean left = place.part().isPresent() || segment.missing();
      return left ? ofPast(place, true) : ELSEWHERE;
    }
    if (place.part().isEmpty()) {
      return new LiveAnswer.Media(
          segment.parts().stream().map(Part::bytes).toList(),
          Cmsd.media(segment.lengthBytes(), segment.duration()));
    }
    int part = place.part().getAsInt();
    return part < segment.parts().size() ? media(segment.parts().get(part)) : NOT_YET;
  }

  private static LiveAnswer media(Part part) {
    return new LiveAnswer.Media(
        List.of(part.bytes()), Cmsd.media(part.bytes().length(), part.duration()));
  }

  /** A part that is there, or the one that the playlist hints at, which is waited for. */
  private static LiveAnswer ofOpen(RenditionView view, RenditionName name, LiveNames.Place place) {
    int part = place.part().getAsInt();
    boolean isOpen = place.number() == view.nextNumber();
    if (isOpen && part < view.nextPart()) {
      return ofOpen(view.open().orElseThrow(), place.epoch(), part);
    }
    boolean isNext =
        (isOpen && part == view.nextPart())
            || view.expected().equals(new RenditionView.Place(place.number(), part));
    if (!isNext || view.ended() || !place.epoch().equals(view.epochOf(place.number()))) {
      return NOT_YET;
    }
    return new LiveAnswer.Held(
        name,
        new Waiting.Place(place.number(), part),
        view.terms().target(),
        reached -> reached.map(now -> afterWait(now, place)).orElse(NOT_YET));
  }

  /** What an epoch that is over was to have there never comes. */
  private static LiveAnswer ofOpen(RenditionView.Open open, String epoch, int part) {
    return open.epoch().equals(epoch) ? media(open.parts().get(part)) : NEVER;
  }

  /** The segment may have ended before that part, or another epoch have begun. */
  private static LiveAnswer afterWait(RenditionView view, LiveNames.Place place) {
    int part = place.part().getAsInt();
    return view.segment(place.number())
        .map(segment -> ofSegment(segment, place))
        .orElseGet(() ->
            view.open()
                .filter(open -> open.number() == place.number() && part < open.parts().size())
                .map(open -> ofOpen(open, place.epoch(), part))
                .orElse(NOT_YET));
  }
}
