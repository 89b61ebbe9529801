package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.FollowedRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A channel on the node that owns it: segments of two seconds in four parts, whose bytes say what
 * they are of.
 */
final class ToldChannel {
  static final int PARTS = 4;
  static final Duration SEGMENT = Duration.ofSeconds(2);
  static final Duration PART = SEGMENT.dividedBy(PARTS);
  static final Terms TERMS =
      new Terms(
          SEGMENT,
          Duration.ofSeconds(4),
          Optional.of(PART),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));

  final Presentation presentation = new Presentation(Instant.EPOCH);
  final Followers followers = new Followers(presentation);
  private final Terms terms;
  private final String epoch;
  private final Map<String, FollowedRendition> renditions = new HashMap<>();

  ToldChannel(String epoch, Terms terms) {
    this.terms = terms;
    this.epoch = epoch;
  }

  ToldChannel(String epoch) {
    this(epoch, TERMS);
  }

  static Rendition video(String id) {
    return new Rendition(
        id,
        new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(1280, 720)));
  }

  /** Another rendition, or the same after all of it has left. */
  ToldChannel begin(String id, String header) {
    FollowedRendition one = new FollowedRendition(id, terms, 0, new Shown(presentation));
    FollowedRendition before = renditions.put(id, one);
    if (before != null) {
      before.close();
    }
    presentation.begun(id, epoch, one.begun(epoch, bytes(header)));
    presentation.offers(renditions.keySet().stream().map(ToldChannel::video).toList());
    followers.begun(video(id));
    return this;
  }

  private FollowedRendition rendition(String id) {
    return Objects.requireNonNull(renditions.get(id));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  static String content(String epoch, long number, int part) {
    return epoch + " " + number + "." + part;
  }

  static Segment segment(String epoch, long number, long length) {
    return new Segment(
        number,
        epoch,
        SEGMENT.multipliedBy(number),
        SEGMENT,
        Instant.EPOCH.plus(SEGMENT.multipliedBy(number)),
        false,
        false,
        length,
        List.of());
  }

  ToldChannel part(String id, long number, int part) {
    FollowedRendition one = rendition(id);
    one.open(number, epoch, Instant.EPOCH.plus(SEGMENT.multipliedBy(number)), false);
    one.expect(SEGMENT);
    one.part(part, PART, part == 0, bytes(content(epoch, number, part)), one);
    return published(id);
  }

  /** All parts of a segment, from one of them on, and then it as a whole. */
  ToldChannel whole(String id, long number, int from) {
    long length = 0;
    for (int part = 0; part < PARTS; part++) {
      length += content(epoch, number, part).length();
      if (part >= from) {
        part(id, number, part);
      }
    }
    return add(id, segment(epoch, number, length));
  }

  ToldChannel whole(String id, long number) {
    return whole(id, number, 0);
  }

  /** A segment whose bytes aren't in memory. */
  ToldChannel add(String id, Segment segment) {
    FollowedRendition one = rendition(id);
    one.told(segment);
    one.shorten();
    return published(id);
  }

  private ToldChannel published(String id) {
    presentation.published(rendition(id).view());
    followers.published();
    return this;
  }

  void unwritten(String id, long number) {
    rendition(id).unwritten(number);
    presentation.published(rendition(id).view());
    followers.unwritten(id, number);
  }

  void leave(String id) {
    rendition(id).leave();
    renditions.remove(id);
    presentation.gone(id);
    followers.gone(id);
  }

  void close() {
    renditions.values().forEach(FollowedRendition::close);
  }
}
