package dev.headwater.control.upload.resumable;

import dev.headwater.control.audit.AuditLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops uploads that nobody goes on with, and their bytes; and gives titles what is received but
 * was not given to them, since the process died that had to. Works beside those of other processes:
 * each upload is taken under its lease. Confined to its context, one of virtual threads.
 */
final class UploadCollector {
  private static final Logger LOGGER = LoggerFactory.getLogger(UploadCollector.class);

  /** Of one pass; the others wait for the next. */
  private static final int MOST = 100;

  private final Context context;
  private final Duration every;
  private final UploadTable table;
  private final UploadEnd end;
  private final MeterRegistry meters;
  private long timer = -1;
  private boolean isAtIt;
  private volatile boolean closed;

  UploadCollector(
      Context context, Duration every, UploadTable table, UploadEnd end, MeterRegistry meters) {
    this.context = context;
    this.every = every;
    this.table = table;
    this.end = end;
    this.meters = meters;
  }

  void start() {
    context.runOnContext(
        _ -> timer = context.owner().setPeriodic(every.toMillis(), _ -> collect()));
  }

  private void collect() {
    if (isAtIt || closed) {
      return;
    }
    isAtIt = true;
    try {
      int left = MOST;
      while (left > 0 && !closed && collectOne()) {
        left--;
      }
    } catch (RuntimeException e) {
      LOGGER.warn("uploads are collected later: {}", e.toString());
    } finally {
      isAtIt = false;
    }
  }

  private boolean collectOne() {
    Optional<Upload> taken = table.takeLeft();
    taken.ifPresent(this::collect);
    return taken.isPresent();
  }

  /** One that can't be collected waits for the next pass: its lease ends by itself. */
  private void collect(Upload upload) {
    UploadLease lease = UploadLease.of(context.owner(), table, upload);
    try {
      if (upload.isReceived() && !upload.done() && !isExpired(upload)) {
        end.handOver(upload, upload.person());
        return;
      }
      end.drop(upload, AuditLog.SYSTEM);
      if (!upload.done()) {
        meters.counter("headwater.uploads", "outcome", "expired").increment();
      }
    } catch (RuntimeException e) {
      LOGGER.warn("upload {} is collected later: {}", upload.id(), e.toString());
    } finally {
      lease.stop();
    }
  }

  private static boolean isExpired(Upload upload) {
    return upload.expiresAt().isBefore(Instant.now());
  }

  void close() {
    closed = true;
    context.runOnContext(_ -> context.owner().cancelTimer(timer));
  }
}
