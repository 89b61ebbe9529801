package dev.headwater.cdnconfig;

import java.util.List;

/**
 * A configuration, with what it leaves out. Immutable.
 *
 * @param text of the file, which ends with a comment that lists what it leaves out
 * @param unexpressed what the policy says and this program can't be told, each in a sentence
 */
public record RenderedConfiguration(String text, List<String> unexpressed) {
  public RenderedConfiguration {
    unexpressed = List.copyOf(unexpressed);
  }

  static RenderedConfiguration of(String text, List<String> unexpressed) {
    StringBuilder whole = new StringBuilder(text);
    whole.append("\n# What the policy says, and this file can't:\n");
    unexpressed.forEach(one -> whole.append("# - ").append(one).append('\n'));
    return new RenderedConfiguration(whole.toString(), unexpressed);
  }
}
