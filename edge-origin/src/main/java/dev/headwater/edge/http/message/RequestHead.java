package dev.headwater.edge.http.message;

/**
 * A request without its content. Immutable where its fields are.
 *
 * @param method case-sensitive (RFC 9110, section 9.1)
 * @param target path and query, in origin-form
 * @param fields the header section
 */
public record RequestHead(String method, String target, Fields fields) {
  public boolean isGet() {
    return method.equals("GET");
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }
}
