package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what tests want to know of live playlists. */
final class LivePlaylists {
  private static final Pattern FIRST = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:(\\d+)");

  private LivePlaylists() {}

  /** The media sequence number of the segment that isn't whole yet. */
  static long nextNumber(String playlist) {
    Matcher first = FIRST.matcher(playlist);
    assertThat(first.find()).as(playlist).isTrue();
    return Long.parseLong(first.group(1))
        + playlist.lines().filter(line -> line.startsWith("#EXTINF")).count();
  }
}
