package dev.headwater.edge.live.timeline;

import dev.headwater.media.Ticks;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.media.isobmff.Retiming;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A short track that is repeated while no media comes. Immutable, as long as nobody changes its
 * bytes.
 *
 * @param declared what its header declares
 */
public record SlateTrack(
    CmafPiece.Header header, Track.Coded declared, List<CmafPiece.Fragment> fragments) {
  /** As often as it takes to see whether one follows on the other. */
  private static final int TRIALS = 3;

  /** What is shorter would be repeated at a pace that costs more than it shows. */
  private static final double LEAST_SECONDS = 0.5;

  /** Fragments a second; frames of sound that last 2.5 ms are fewer. */
  private static final int MOST_FRAGMENTS = 500;

  public SlateTrack {
    fragments = List.copyOf(fragments);
  }

  /**
   * Fails where they are not one track, from a key frame on. Sound ends with what is left over for
   * a last fragment, which would be too short a part when it is repeated: that one is left out.
   */
  public static SlateTrack of(List<CmafPiece> pieces) throws UnfitMediaException {
    List<CmafPiece.Fragment> fragments = new ArrayList<>();
    for (CmafPiece piece : pieces) {
      if (piece instanceof CmafPiece.Fragment fragment) {
        fragments.add(fragment);
      }
    }
    boolean begins = !fragments.isEmpty() && fragments.getFirst().independent();
    if (begins
        && pieces.getFirst() instanceof CmafPiece.Header header
        && pieces.size() == fragments.size() + 1
        && header.section().tracks().size() == 1
        && header.section().tracks().getFirst() instanceof Track.Coded declared) {
      return new SlateTrack(header, declared, repeatable(declared, fragments));
    }
    throw new UnfitMediaException(
        "a slate that isn't one track of pictures or sound (expected: a header, and fragments from a key frame on)");
  }

  private static List<CmafPiece.Fragment> repeatable(
      Track.Coded declared, List<CmafPiece.Fragment> fragments) {
    int last = fragments.size() - 1;
    return declared instanceof Track.Audio
            && last > 0
            && duration(fragments.get(last)).compareTo(duration(fragments.get(last - 1))) < 0
        ? fragments.subList(0, last)
        : fragments;
  }

  private static Duration duration(CmafPiece.Fragment fragment) {
    return fragment.track().duration().duration();
  }

  /** Fails where a channel couldn't repeat it. */
  public void check(Terms terms) throws UnfitMediaException {
    checkLength(terms);
    Incoming.Header parsing = new Incoming.Header(header.bytes(), declared);
    Rehearsal rehearsal = new Rehearsal(terms, Map.of("slate", parsing));
    try {
      Instant at = Instant.EPOCH;
      for (int n = 0; n < TRIALS * fragments.size(); n++) {
        Fragment fragment = at(n);
        at = at.plus(fragment.duration());
        rehearsal.fragment(new Arrival("slate", fragment, at));
      }
    } finally {
      rehearsal.close();
    }
  }

  private void checkLength(Terms terms) throws UnfitMediaException {
    double seconds = Math.max(0, lengthTicks()) / (double) declared.timescale();
    boolean isLong =
        fragments.stream()
            .anyMatch(one -> one.track().duration().seconds() > terms.target().toSeconds());
    if (isLong || seconds < LEAST_SECONDS || fragments.size() > seconds * MOST_FRAGMENTS) {
      throw new UnfitMediaException(
          "a slate of %d fragments that lasts %.3f s (expected: at least %.1f s, at most %d fragments a second, none longer than %d s)"
              .formatted(
                  fragments.size(),
                  seconds,
                  LEAST_SECONDS,
                  MOST_FRAGMENTS,
                  terms.target().toSeconds()));
    }
  }

  /** The one of that index, counted over all repetitions. */
  Fragment at(long index) throws UnfitMediaException {
    CmafPiece.Fragment fragment = fragments.get((int) (index % fragments.size()));
    long before = fragments.getFirst().track().firstDecodeTime().count();
    long ticks =
        index / fragments.size() * lengthTicks()
            + fragment.track().firstDecodeTime().count()
            - before;
    try {
      ByteBuffer bytes = Retiming.at(fragment.bytes(), ticks);
      return new Fragment(
          bytes,
          new Ticks(ticks, declared.timescale()).duration(),
          duration(fragment),
          fragment.independent(),
          Optional.empty());
    } catch (MalformedBoxException | IllegalArgumentException e) {
      throw new UnfitMediaException("a slate that can't be repeated: " + e.getMessage());
    }
  }

  /** From its first sample to the end of its last one. */
  private long lengthTicks() {
    Ticks first = fragments.getFirst().track().firstDecodeTime();
    CmafPiece.Fragment last = fragments.getLast();
    return last.track().firstDecodeTime().count() + last.track().duration().count() - first.count();
  }
}
