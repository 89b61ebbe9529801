package dev.headwater.control.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the last lines of what a program writes, however much it writes. Thread-safe. */
final class OutputTail {
  private static final int MAX_LINES = 40;

  /** A line without an end must not fill the memory. */
  private static final int MAX_LINE_LENGTH = 500;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Reads to the end. */
  void drain(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        add(line.toString());
        line.setLength(0);
      } else if (line.length() < MAX_LINE_LENGTH) {
        line.append((char) c);
      }
    }
    if (!line.isEmpty()) {
      add(line.toString());
    }
  }

  private synchronized void add(String line) {
    lines.addLast(line);
    if (lines.size() > MAX_LINES) {
      lines.removeFirst();
    }
  }

  synchronized String text() {
    return String.join("\n", lines);
  }
}
