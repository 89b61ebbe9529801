package dev.headwater.control.cdn;

import java.util.ArrayList;
import java.util.List;

/**
 * What CloudFront invalidates at once, within what it takes at a time. Immutable.
 *
 * @param reference by which CloudFront tells it from others, and knows it again
 * @param items paths, which may end in a star, and tags after a {@code #}
 */
record InvalidationBatch(String reference, List<String> items) {
  /** Paths without a star, and tags, that may be in progress in a distribution (its quotas). */
  static final int MOST_SINGLE = 3000;

  /** Paths with a star that may be. */
  static final int MOST_WILDCARDS = 15;

  /** Below it no name has queries in its cache key, as the shipped policy has it. */
  private static final String TITLES = "/vod/";

  InvalidationBatch {
    items = List.copyOf(items);
  }

  /** To be invalidated one after the other. */
  static List<InvalidationBatch> of(CdnPurge purge) {
    List<String> wildcards = new ArrayList<>();
    List<String> singles = new ArrayList<>();
    for (Target target : purge.targets()) {
      String item = item(target);
      (item.endsWith("*") ? wildcards : singles).add(item);
    }
    List<InvalidationBatch> batches = new ArrayList<>();
    for (int i = 0;
        i == 0 || i * MOST_WILDCARDS < wildcards.size() || i * MOST_SINGLE < singles.size();
        i++) {
      List<String> items = new ArrayList<>(part(wildcards, i, MOST_WILDCARDS));
      items.addAll(part(singles, i, MOST_SINGLE));
      batches.add(new InvalidationBatch(purge.reference() + "-" + i, items));
    }
    return batches;
  }

  private static List<String> part(List<String> items, int number, int most) {
    int from = Math.min(number * most, items.size());
    return items.subList(from, Math.min(from + most, items.size()));
  }

  private static String item(Target target) {
    return switch (target) {
      case Target.Tag(String tag) -> "#" + tag;
      case Target.Prefix(String prefix) -> encoded(prefix) + "*";
      case Target.Path(String path) ->
          path.startsWith(TITLES) ? encoded(path) : encoded(path) + "*"; // with any query
    };
  }

  /** The one character of our paths that RFC 1738 calls unsafe. */
  private static String encoded(String path) {
    return path.replace("~", "%7E");
  }

  String toXml() {
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">")
        .append("<CallerReference>")
        .append(reference)
        .append("</CallerReference>")
        .append("<Paths><Items>");
    for (String item : items) {
      xml.append("<Path>").append(escaped(item)).append("</Path>");
    }
    return xml.append("</Items><Quantity>")
        .append(items.size())
        .append("</Quantity></Paths></InvalidationBatch>")
        .toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
