package dev.headwater.control.channel;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of channels. Immutable.
 *
 * @param nextCursor asks for the part after this one; absent on the last
 */
public record ChannelPage(List<LiveChannel> items, Optional<String> nextCursor) {
  public ChannelPage {
    items = List.copyOf(items);
  }

  /**
   * Of what was found.
   *
   * @param limit channels on a page; one more was asked for
   */
  static ChannelPage of(List<LiveChannel> found, int limit) {
    if (found.size() <= limit) {
      return new ChannelPage(found, Optional.empty());
    }
    List<LiveChannel> items = found.subList(0, limit);
    return new ChannelPage(items, Optional.of(ChannelCursor.after(items.getLast()).encode()));
  }
}
