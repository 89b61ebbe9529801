package dev.headwater.standalone;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads moments: {@code now}, so long before or after it, or as RFC 3339 writes them. */
final class MomentConverter implements ITypeConverter<Instant> {
  private final DurationConverter durations = new DurationConverter();
  private final InstantSource clock;

  MomentConverter() {
    this(InstantSource.system());
  }

  MomentConverter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    if (text.equals("now")) {
      return clock.instant();
    }
    try {
      return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
        case '-' -> clock.instant().minus(durations.convert(text.substring(1)));
        case '+' -> clock.instant().plus(durations.convert(text.substring(1)));
        default -> OffsetDateTime.parse(text).toInstant();
      };
    } catch (DateTimeException | TypeConversionException e) {
      throw new TypeConversionException(
          "'%s' (expected: now, so long before it as in -10m, or a time such as %s)"
              .formatted(text, "2026-03-01T12:00:00Z"));
    }
  }
}
