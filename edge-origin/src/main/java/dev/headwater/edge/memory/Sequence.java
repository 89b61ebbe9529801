package dev.headwater.edge.memory;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Contents one after the other, each begun when the one before has ended. Event-loop confined. */
public final class Sequence implements ContentReader {
  private final Iterator<Supplier<ContentReader>> rest;
  private @Nullable ContentReader current;

  public Sequence(Iterator<Supplier<ContentReader>> parts) {
    this.rest = parts;
  }

  @Override
  public Next next(int most, Runnable whenMore) {
    while (true) {
      if (current == null) {
        if (!rest.hasNext()) {
          return new Next.End();
        }
        current = rest.next().get();
      }
      switch (current.next(most, whenMore)) {
        case Next.End _ -> end(current);
        case Next.Bytes bytes -> {
          return new Next.Bytes(bytes.bytes(), bytes.last() && !rest.hasNext());
        }
        case Next.Later later -> {
          return later;
        }
        case Next.Failed failed -> {
          return failed;
        }
      }
    }
  }

  private void end(ContentReader ended) {
    ended.close();
    current = null;
  }

  @Override
  public void written() {
    if (current != null) {
      current.written();
    }
  }

  @Override
  public void close() {
    if (current != null) {
      end(current);
    }
  }
}
