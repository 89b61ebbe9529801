package dev.headwater.cdnconfig;

import java.util.ArrayList;
import java.util.List;

/**
 * A configuration, with what it leaves out. Immutable.
 *
 * @param files at least one; the first is the one that a program is started with
 * @param unexpressed what the policy says and this program can't be told, each in a sentence
 */
public record RenderedConfiguration(List<RenderedFile> files, List<String> unexpressed) {
  public RenderedConfiguration {
    files = List.copyOf(files);
    unexpressed = List.copyOf(unexpressed);
  }

  /** Of one file, which ends with a comment that lists what it leaves out. */
  static RenderedConfiguration of(String name, String text, List<String> unexpressed) {
    StringBuilder whole = new StringBuilder(text);
    whole.append("\n# What the policy says, and this file can't:\n");
    unexpressed.forEach(one -> whole.append("# - ").append(one).append('\n'));
    return new RenderedConfiguration(
        List.of(new RenderedFile(name, whole.toString())), unexpressed);
  }

  /** With one file more. */
  RenderedConfiguration with(RenderedFile other) {
    List<RenderedFile> all = new ArrayList<>(files);
    all.add(other);
    return new RenderedConfiguration(all, unexpressed);
  }

  /** Of the file that a program is started with. */
  public String text() {
    return files.getFirst().text();
  }
}
