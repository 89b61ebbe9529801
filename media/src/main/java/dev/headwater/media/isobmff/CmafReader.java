package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CMAF track (ISO/IEC 23000-19, section 7.3) as it comes: however the input is split, the
 * pieces are the same. It holds one piece in memory, within its limits. Confined to one thread.
 *
 * <p>After a failure it is of no more use; {@link #goingOn} makes one for what comes next.
 */
public final class CmafReader {
  /** Bounds a header: those of real encoders have a few kilobytes. */
  public static final int MAX_HEADER_BYTES = 1 << 20;

  /** Bounds a fragment: ten seconds at 25 Mbit/s, where an encoder sends whole segments. */
  public static final int MAX_FRAGMENT_BYTES = 32 << 20;

  private static final FourCc FTYP = FourCc.of("ftyp");

  /** A size field of 0, which means to the end of the file. */
  private static final int TO_THE_END = 0;

  /** A size field of 1: the real one follows the type. */
  private static final int LARGE_SIZE = 1;

  private final int maxHeaderBytes;
  private final int maxFragmentBytes;
  private final Accumulation piece = new Accumulation();
  private final CmafOrder order;
  private @Nullable BoxHeader box; // that is coming, once its header has come
  private int boxStart; // in the piece
  private int wanted = BoxHeader.COMPACT; // the size of the piece at which something is to be done
  private long received;
  private @Nullable MalformedBoxException failure;

  public CmafReader() {
    this(MAX_HEADER_BYTES, MAX_FRAGMENT_BYTES);
  }

  /** With limits of its own, in bytes. */
  public CmafReader(int maxHeaderBytes, int maxFragmentBytes) {
    this(maxHeaderBytes, maxFragmentBytes, Optional.empty());
  }

  private CmafReader(
      int maxHeaderBytes, int maxFragmentBytes, Optional<InitializationSection> section) {
    this.maxHeaderBytes = maxHeaderBytes;
    this.maxFragmentBytes = maxFragmentBytes;
    this.order = new CmafOrder(section);
  }

  /** One with the same limits whose input may begin with a fragment of {@code section}. */
  public CmafReader goingOn(InitializationSection section) {
    return new CmafReader(maxHeaderBytes, maxFragmentBytes, Optional.of(section));
  }

  /**
   * Takes all that has come.
   *
   * @return the pieces that became whole by it
   * @throws MalformedBoxException if none did before what is malformed; else, the next call does
   */
  public List<CmafPiece> read(ByteBuffer bytes) throws MalformedBoxException {
    throwFailure();
    List<CmafPiece> pieces = new ArrayList<>();
    try {
      readInto(pieces, bytes);
    } catch (MalformedBoxException e) {
      failure = e;
    }
    if (pieces.isEmpty()) {
      throwFailure();
    }
    return pieces;
  }

  /** How many bytes have come of the piece that isn't whole yet. */
  public int held() {
    return piece.size();
  }

  private void readInto(List<CmafPiece> pieces, ByteBuffer bytes) throws MalformedBoxException {
    while (bytes.hasRemaining()) {
      int before = bytes.remaining();
      piece.fill(bytes, wanted);
      received += before - bytes.remaining();
      if (piece.size() == wanted) {
        advance().ifPresent(pieces::add);
      }
    }
  }

  private void throwFailure() throws MalformedBoxException {
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * The input ends; another one may follow, that goes on with the same track.
   *
   * @throws MalformedBoxException if it ends inside a box or a piece
   */
  public void end() throws MalformedBoxException {
    throwFailure();
    int rest = piece.size() - boxStart;
    if (rest > 0) {
      String of = box == null ? "a box" : box.type() + ", which has " + box.size();
      throw MalformedBoxException.of(
          "input", "ends " + rest + " bytes into " + of, "whole boxes, so the encoder was cut off");
    }
    order.end();
  }

  private Optional<CmafPiece> advance() throws MalformedBoxException {
    if (box == null) {
      readHeader();
    }
    if (box == null || piece.size() < wanted) {
      return Optional.empty();
    }
    Optional<CmafPiece> whole = finish(box);
    box = null;
    boxStart = piece.size();
    wanted = boxStart + BoxHeader.COMPACT;
    return whole;
  }

  /** Needs 8 bytes, or 16 where they say so. */
  private void readHeader() throws MalformedBoxException {
    ByteBuffer start = piece.from(boxStart);
    int field = start.getInt(0);
    if (field == LARGE_SIZE && start.remaining() < BoxHeader.LARGE) {
      wanted = boxStart + BoxHeader.LARGE;
      return;
    }
    long offset = received - start.remaining();
    BoxHeader header = BoxHeader.read(start, offset, Integer.MAX_VALUE);
    check(header, field);
    box = header;
    wanted = boxStart + (int) header.size();
  }

  private void check(BoxHeader header, int sizeField) throws MalformedBoxException {
    FourCc type = header.type();
    if (!type.isPrintable()) {
      throw MalformedBoxException.of(
          "box type at " + header.offset(), type, "four letters, so this is not fragmented MP4");
    }
    if (sizeField == TO_THE_END) {
      throw MalformedBoxException.of(
          type + " size at " + header.offset(), "0, to the end", "a size, as a stream has no end");
    }
    order.admit(type);
    if (type.equals(FTYP)) {
      piece.dropBefore(boxStart);
      boxStart = 0;
    }
    String what = order.inHeader() ? "header" : "fragment";
    int limit = order.inHeader() ? maxHeaderBytes : maxFragmentBytes;
    if (header.size() > limit - boxStart) {
      throw MalformedBoxException.of(
          what + " size", boxStart + header.size() + " bytes with its " + type, "at most " + limit);
    }
  }

  private Optional<CmafPiece> finish(BoxHeader whole) throws MalformedBoxException {
    ByteBuffer content = piece.from(boxStart + whole.headerSize());
    return switch (order.finish(Box.of(whole.type(), content))) {
      case CmafOrder.Kept() -> Optional.empty();
      case CmafOrder.Dropped() -> {
        piece.truncate(boxStart);
        yield Optional.empty();
      }
      case CmafOrder.HeaderEnds(InitializationSection section) ->
          Optional.of(new CmafPiece.Header(piece.take(), section));
      case CmafOrder.FragmentEnds ends -> Optional.of(ends.fragment(piece.take()));
    };
  }
}
