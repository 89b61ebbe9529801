package dev.headwater.edge.hop;

import dev.headwater.edge.http.message.Fields;

/** What a response says to a hop of who may have it. */
public final class Access {
  /** {@code Headwater-Access: token}: viewers with a good token may; absent: anyone. */
  public static final String FIELD = "Headwater-Access";

  /** Its only value so far. */
  public static final String TOKEN = "token";

  private Access() {}

  /** Whether a token is needed. */
  public static boolean isClosed(Fields response) {
    return response.has(FIELD);
  }
}
