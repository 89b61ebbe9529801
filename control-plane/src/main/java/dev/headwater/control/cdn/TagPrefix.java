package dev.headwater.control.cdn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which paths bear a tag, for CDNs that know none: tags of titles, publications and channels name a
 * part of the path (see the caching policy). A tag that names no path may be anywhere.
 */
final class TagPrefix {
  private static final String EVERYTHING = "/";

  /** What stands for itself in a path. */
  private static final String SEGMENT = "[A-Za-z0-9._~!$&'+=:@-]+";

  /** Ids of titles and epochs have no dash. */
  private static final String WORD = "[A-Za-z0-9._~!$&'+=:@]+";

  private static final Pattern PUBLICATION = Pattern.compile("pub-(%s)-(%s)".formatted(WORD, WORD));

  /** Of a title as the catalog names it, whatever comes after that. */
  private static final Pattern OF_TITLE = Pattern.compile("(?:title|pub)-(t[a-z2-7]+)(?:-.*)?");

  private static final Pattern TITLE = Pattern.compile("title-(%s)".formatted(SEGMENT));
  private static final Pattern CHANNEL = Pattern.compile("channel-(%s)".formatted(SEGMENT));

  private TagPrefix() {}

  /** All that bears the tag lies under it; other things may, too. */
  static String of(String tag) {
    Matcher publication = PUBLICATION.matcher(tag);
    if (publication.matches() && isName(publication.group(1)) && isName(publication.group(2))) {
      return "/vod/%s/%s/".formatted(publication.group(1), publication.group(2));
    }
    Matcher ofTitle = OF_TITLE.matcher(tag);
    if (ofTitle.matches()) {
      return "/vod/%s/".formatted(ofTitle.group(1));
    }
    Matcher title = TITLE.matcher(tag);
    if (title.matches() && isName(title.group(1))) {
      return "/vod/%s/".formatted(title.group(1));
    }
    Matcher channel = CHANNEL.matcher(tag);
    return channel.matches() && isName(channel.group(1))
        ? "/live/%s/".formatted(channel.group(1))
        : EVERYTHING;
  }

  /** Rather than a segment that means another place. */
  private static boolean isName(String segment) {
    return !segment.equals(".") && !segment.equals("..");
  }
}
