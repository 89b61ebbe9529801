package dev.headwater.control.upload.resumable;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.platform.store.PartUploads;
import dev.headwater.platform.store.StoredPart;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one call on their way into the store, under a lease. Bytes without a checksum count
 * as received part by part, and what came before a sender left counts too; bytes with one count all
 * together once it is right, or not at all. Holds one part in memory. For one virtual thread.
 */
final class UploadRun {
  /** So many numbers are used up by parts as long as can be; the others are for broken calls. */
  private static final int NUMBERS = PartUploads.LAST_NUMBER - 1000;

  private static final int MEBIBYTE = 1 << 20;

  private final UploadTable table;
  private final UploadStore store;
  private final Upload upload;
  private final Intake intake;
  private final @Nullable Checksum checksum;
  private final List<StoredPart> pending = new ArrayList<>(); // in the store, and not counted yet
  private Upload.Written written;
  private long received; // by this call and those before, counted or not
  private Buffer part;

  UploadRun(
      UploadTable table,
      UploadStore store,
      UploadLease lease,
      Intake intake,
      @Nullable Checksum checksum) {
    this.table = table;
    this.store = store;
    this.upload = lease.upload();
    this.intake = intake;
    this.checksum = checksum;
    this.written = upload.written();
    this.received = upload.received();
    this.part = Buffer.buffer();
  }

  /** How long a part of an upload of that length is: 5 MiB, or more where it has to be. */
  static int partBytes(long length) {
    long least = Math.ceilDiv(length, NUMBERS);
    long whole = Math.ceilDiv(least, MEBIBYTE) * MEBIBYTE;
    return Math.toIntExact(Math.max(PartUploads.SMALLEST_PART_BYTES, whole));
  }

  /** The number that nobody may still be writing a part of. */
  int nextFreeNumber() {
    return written.nextNumber();
  }

  /**
   * Takes the bytes in; fails with what went wrong once all that could be kept is.
   *
   * @return how many bytes the upload has now
   */
  long take() {
    int partBytes = partBytes(upload.length());
    upload.written().tail().ifPresent(tail -> store.read(tail, part));
    while (true) {
      int before = part.length();
      int upTo = (int) Math.min(partBytes, before + upload.length() - received);
      Future.await(intake.fill(part, upTo));
      received += part.length() - before;
      if (checksum != null) {
        checksum.add(part, before, part.length());
      }
      boolean isLast = received == upload.length();
      if (part.length() < partBytes || isLast) {
        return end(isLast);
      }
      writePart();
      if (checksum == null) {
        count(Optional.empty());
      }
    }
  }

  private long end(boolean isLast) {
    if (isLast) {
      checkNothingMore();
    }
    Throwable failure = isLast ? null : intake.failure();
    if (checksum != null) {
      if (failure != null) {
        throw cut(failure);
      }
      checksum.check();
    }
    keepRest(isLast);
    if (failure != null) {
      throw cut(failure);
    }
    return received;
  }

  private void checkNothingMore() {
    if (Future.await(intake.hasMore())) {
      throw new RefusedException(
          Reason.INVALID_REQUEST,
          "more bytes than the %d that the upload has".formatted(upload.length()));
    }
  }

  private void keepRest(boolean isLast) {
    if (isLast && written.storeId().isEmpty()) {
      store.write(upload.sourceKey(), part);
      count(Optional.empty());
    } else if (isLast) {
      if (part.length() > 0) {
        writePart();
      }
      count(Optional.empty());
    } else if (received > upload.received() || !pending.isEmpty()) {
      count(keepTail());
    }
  }

  private Optional<Upload.Tail> keepTail() {
    if (part.length() == 0) {
      return Optional.empty();
    }
    Upload.Tail tail =
        new Upload.Tail(
            "%s/%d-%d".formatted(Upload.folder(upload.id()), upload.leaseToken(), received),
            part.length());
    store.write(tail.key(), part);
    return Optional.of(tail);
  }

  private void writePart() {
    String storeId = written.storeId().orElseGet(this::begin);
    int number = written.nextNumber();
    written = written.numbered(number + 1); // spent also where the writing fails
    long offset = received - part.length();
    pending.add(store.write(upload.sourceKey(), storeId, number, offset, part));
    part = Buffer.buffer();
  }

  private String begin() {
    String storeId = store.begin(upload.sourceKey());
    if (!table.begin(upload, storeId)) {
      throw UploadLease.taken();
    }
    written = written.begun(storeId);
    return storeId;
  }

  /** What is in the store counts from now on. */
  private void count(Optional<Upload.Tail> tail) {
    Optional<Upload.Tail> old = written.tail();
    Upload.Written now = written.ending(tail);
    if (!table.advance(upload, received, now, pending)) {
      throw UploadLease.taken();
    }
    written = now;
    pending.clear();
    old.filter(before -> !Optional.of(before).equals(tail))
        .ifPresent(before -> store.drop(before.key()));
  }

  private static RefusedException cut(Throwable failure) {
    return failure instanceof RefusedException refusal
        ? refusal
        : new RefusedException(Reason.INVALID_REQUEST, "the body ended before its end");
  }
}
