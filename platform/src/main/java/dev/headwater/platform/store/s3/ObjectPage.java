package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.xml.XmlElement;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of a listing. Immutable.
 *
 * @param objects by their whole names, prefix included
 * @param next what the next page is asked for with; empty after the last one
 */
record ObjectPage(List<ObjectInfo> objects, Optional<String> next) {
  ObjectPage {
    objects = List.copyOf(objects);
  }

  /** Of an answer to ListObjectsV2; empty where it isn't one. */
  static Optional<ObjectPage> parse(Buffer document) {
    return XmlElement.parse(document)
        .filter(root -> root.name().equals("ListBucketResult"))
        .flatMap(ObjectPage::page);
  }

  private static Optional<ObjectPage> page(XmlElement root) {
    List<ObjectInfo> objects = new ArrayList<>();
    for (XmlElement element : root.all("Contents")) {
      Optional<ObjectInfo> object = object(element);
      if (object.isEmpty()) {
        return Optional.empty();
      }
      objects.add(object.get());
    }
    String token = root.text("NextContinuationToken");
    boolean isLast = !root.text("IsTruncated").equals("true");
    if (!isLast && token.isEmpty()) {
      return Optional.empty(); // there is more, and no way to it
    }
    return Optional.of(new ObjectPage(objects, isLast ? Optional.empty() : Optional.of(token)));
  }

  /** To the second, as header fields have it. */
  private static Optional<ObjectInfo> object(XmlElement element) {
    try {
      return Optional.of(
          new ObjectInfo(
              element.text("Key"),
              Long.parseLong(element.text("Size")),
              element.text("ETag"),
              Instant.parse(element.text("LastModified")).truncatedTo(ChronoUnit.SECONDS)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
