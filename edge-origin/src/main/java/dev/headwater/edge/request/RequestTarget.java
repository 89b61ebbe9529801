package dev.headwater.edge.request;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for, free of anything that belongs to one viewer. Immutable.
 *
 * @param path absolute and decoded, without token prefix and query
 * @param token the token that stood before the path, if any
 */
public record RequestTarget(String path, @Nullable String token) {
  @Override
  public String toString() {
    return path;
  }
}
