package dev.headwater.endurance.content;

/** What a resource is for a while. Immutable. */
public record Edition(Resource resource, long number) {
  private static final String PREFIX = "\"edition-";

  public String etag() {
    return PREFIX + number + "\"";
  }

  /** The edition that an entity tag names; the first one where the tag is a store's own. */
  public static Edition of(Resource resource, String etag) {
    return new Edition(
        resource,
        etag.matches(PREFIX + "\\d{1,18}\"")
            ? Long.parseLong(etag.substring(PREFIX.length(), etag.length() - 1))
            : 0);
  }

  public Bytes bytes() {
    return Bytes.named(resource.path() + etag());
  }
}
