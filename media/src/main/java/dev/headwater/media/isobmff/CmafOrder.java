package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the boxes of a CMAF track to their order, and remembers what those of the piece that is
 * coming said. Confined to one thread.
 */
final class CmafOrder {
  /** What the end of a box means to its piece. */
  sealed interface Step {}

  /** It belongs to the piece. */
  record Kept() implements Step {}

  /** It says where things are in the whole file, or nothing: wrong or useless in a piece. */
  record Dropped() implements Step {}

  /** The header is whole. */
  record HeaderEnds(InitializationSection section) implements Step {}

  /** The fragment is whole. */
  record FragmentEnds(
      TrackFragment track, List<String> brands, Optional<ProducerReferenceTime> producerTime)
      implements Step {
    CmafPiece.Fragment fragment(ByteBuffer bytes) {
      return new CmafPiece.Fragment(
          bytes, track, brands, producerTime.filter(time -> time.trackId() == track.trackId()));
    }
  }

  private @Nullable InitializationSection section;
  private boolean inHeader; // ftyp has come, and moov hasn't
  private @Nullable TrackFragment awaitingSamples; // moof has come, and mdat hasn't
  private List<String> brands = List.of();
  private Optional<ProducerReferenceTime> producerTime = Optional.empty();

  CmafOrder(Optional<InitializationSection> section) {
    this.section = section.orElse(null);
  }

  boolean inHeader() {
    return inHeader;
  }

  /** That a box of this type may begin. */
  void admit(FourCc type) throws MalformedBoxException {
    String name = type.toString();
    if (awaitingSamples != null && !name.equals("mdat")) {
      throw MalformedBoxException.of("moof box", "followed by " + name, "mdat right after it");
    }
    if (awaitingSamples == null && name.equals("mdat")) {
      throw MalformedBoxException.of(
          "mdat box", "without moof", "moof right before it, as fragmented MP4 has");
    }
    if (inHeader && (name.equals("moof") || name.equals("ftyp"))) {
      throw MalformedBoxException.of("ftyp box", "followed by " + name, "moov after it");
    }
    if (!inHeader && name.equals("moov")) {
      throw MalformedBoxException.of("moov box", "without ftyp", "ftyp before it");
    }
    if (section == null && name.equals("moof")) {
      throw MalformedBoxException.of(
          "moof box",
          "before any header",
          "ftyp and moov first, which an encoder sends when it connects");
    }
    inHeader |= name.equals("ftyp");
  }

  /** That the input may end between the last box and the next. */
  void end() throws MalformedBoxException {
    if (awaitingSamples != null || inHeader) {
      String last = inHeader ? "ftyp" : "moof";
      throw MalformedBoxException.of(
          last + " box", "the last one", (inHeader ? "moov" : "mdat") + " after it");
    }
  }

  /** What a box that is whole means. */
  Step finish(Box box) throws MalformedBoxException {
    return switch (box.type().toString()) {
      case "moov" -> header(box);
      case "styp" -> {
        brands = brands(box.content());
        yield new Kept();
      }
      case "prft" -> {
        producerTime = Optional.of(ProducerReferenceTime.read(box.content()));
        yield new Kept();
      }
      case "moof" -> {
        awaitingSamples = fragment(box);
        yield new Kept();
      }
      case "mdat" -> samples();
      case "sidx", "mfra", "free", "skip" -> inHeader ? new Kept() : new Dropped();
      default -> new Kept();
    };
  }

  private Step header(Box moov) throws MalformedBoxException {
    InitializationSection declared = new InitializationSection(MovieBox.tracks(moov));
    section = declared;
    inHeader = false;
    forget();
    return new HeaderEnds(declared);
  }

  private TrackFragment fragment(Box moof) throws MalformedBoxException {
    if (section == null) {
      throw new IllegalStateException("moof: before any header (expected: not admitted)");
    }
    return SingleTrack.read(moof, section);
  }

  private Step samples() {
    if (awaitingSamples == null) {
      throw new IllegalStateException("mdat: without moof (expected: not admitted)");
    }
    Step ends = new FragmentEnds(awaitingSamples, brands, producerTime);
    awaitingSamples = null;
    forget();
    return ends;
  }

  private void forget() {
    brands = List.of();
    producerTime = Optional.empty();
  }

  /** ISO/IEC 14496-12, section 4.3: the major one, and the compatible ones after its version. */
  private static List<String> brands(Fields styp) throws MalformedBoxException {
    List<String> brands = new ArrayList<>();
    brands.add(styp.fourCc().toString());
    styp.skip(4); // minor_version
    while (styp.remaining() > 0) {
      brands.add(styp.fourCc().toString());
    }
    return brands.stream().distinct().toList();
  }
}
