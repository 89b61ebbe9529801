package dev.headwater.edge.http.range;

import java.util.ArrayList;
import java.util.List;

/**
 * Which bytes of a representation are held (RFC 9111, section 3.3). Immutable.
 *
 * @param spans in order of position, with a gap between any two
 */
public record Coverage(List<ByteSpan> spans) {
  private static final Coverage NOTHING = new Coverage(List.of());

  public Coverage {
    spans = List.copyOf(spans);
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i - 1).end() >= spans.get(i).from()) {
        throw new IllegalArgumentException(
            "spans: " + spans + " (expected: in order, with gaps between)");
      }
    }
  }

  public static Coverage nothing() {
    return NOTHING;
  }

  public Coverage plus(ByteSpan added) {
    List<ByteSpan> union = new ArrayList<>(spans.size() + 1);
    long from = added.from();
    long end = added.end();
    int next = 0;
    for (; next < spans.size() && spans.get(next).end() < from; next++) {
      union.add(spans.get(next));
    }
    for (; next < spans.size() && spans.get(next).from() <= end; next++) {
      from = Math.min(from, spans.get(next).from());
      end = Math.max(end, spans.get(next).end());
    }
    union.add(new ByteSpan(from, end - from));
    union.addAll(spans.subList(next, spans.size()));
    return new Coverage(union);
  }

  public boolean contains(ByteSpan wanted) {
    return spans.stream().anyMatch(span -> span.contains(wanted));
  }

  /** What is to be fetched for this, in order of position. */
  public List<ByteSpan> missing(ByteSpan wanted) {
    List<ByteSpan> missing = new ArrayList<>();
    long from = wanted.from();
    for (ByteSpan span : spans) {
      if (span.end() <= from) {
        continue;
      }
      if (span.from() >= wanted.end()) {
        break;
      }
      if (span.from() > from) {
        missing.add(new ByteSpan(from, span.from() - from));
      }
      from = span.end();
    }
    if (from < wanted.end()) {
      missing.add(new ByteSpan(from, wanted.end() - from));
    }
    return missing;
  }

  /** Whether all of a representation of this size is held. */
  public boolean isComplete(long size) {
    return size == 0 || contains(new ByteSpan(0, size));
  }

  /** How many bytes are held. */
  public long length() {
    return spans.stream().mapToLong(ByteSpan::length).sum();
  }
}
