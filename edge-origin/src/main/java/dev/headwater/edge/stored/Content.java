package dev.headwater.edge.stored;

import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.Coverage;
import dev.headwater.edge.memory.Body;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What is held of a response's content. Immutable, but for bodies that are arriving. */
public sealed interface Content {
  /** Bytes of memory that it takes. */
  long sizeBytes();

  /** How long it is, as far as that is known. */
  OptionalLong length();

  /** The bodies that the response holds a reference to. */
  List<Body> bodies();

  /** Whether some of it was here, and is gone before the last has come. */
  default boolean hasPassed() {
    return false;
  }

  /**
   * All of it, be it still arriving.
   *
   * @param length announced, or that of the whole body; empty while nobody knows
   */
  record Whole(Body body, OptionalLong length) implements Content {
    @Override
    public long sizeBytes() {
      return body.sizeBytes();
    }

    @Override
    public List<Body> bodies() {
      return List.of(body);
    }

    @Override
    public boolean hasPassed() {
      return body.hasPassed();
    }
  }

  /**
   * Parts of a representation (RFC 9111, section 3.3).
   *
   * @param parts in order of position, none touching another's bytes
   * @param length of the representation; empty where no server has told it
   */
  record Parts(List<Part> parts, OptionalLong length) implements Content {
    public Parts {
      parts = List.copyOf(parts);
    }

    /** A body, and where in the representation it belongs. */
    public record Part(ByteSpan span, Body body) {}

    public static Parts of(Part part, OptionalLong length) {
      return new Parts(List.of(part), length);
    }

    public Coverage coverage() {
      Coverage coverage = Coverage.nothing();
      for (Part part : parts) {
        coverage = coverage.plus(part.span());
      }
      return coverage;
    }

    /**
     * Those of both; where they overlap, this one's stay and the other's whole part is left out.
     */
    public Parts with(Parts others) {
      List<Part> union = new ArrayList<>(parts);
      for (Part other : others.parts) {
        if (parts.stream().noneMatch(part -> part.span().intersection(other.span()).isPresent())) {
          union.add(other);
        }
      }
      union.sort((a, b) -> a.span().compareTo(b.span()));
      return new Parts(union, length.isPresent() ? length : others.length);
    }

    @Override
    public long sizeBytes() {
      return parts.stream().mapToLong(part -> part.body().sizeBytes()).sum();
    }

    @Override
    public List<Body> bodies() {
      return parts.stream().map(Part::body).toList();
    }
  }

  /** None of it here: the operating system keeps it, and sends it from where it lies. */
  record LocalFile(Path file, long size) implements Content {
    @Override
    public long sizeBytes() {
      return 0;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.of(size);
    }

    @Override
    public List<Body> bodies() {
      return List.of();
    }
  }

  /** None of it here: it is kept in slices, each under a key of its own. */
  record Sliced(long size) implements Content {
    @Override
    public long sizeBytes() {
      return 0;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.of(size);
    }

    @Override
    public List<Body> bodies() {
      return List.of();
    }
  }
}
