package dev.headwater.edge.http.forward;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.ListElements;

/** The CDN-Loop field: who has forwarded a request before (RFC 8586). */
public final class CdnLoop {
  static final String NAME = "CDN-Loop";

  private CdnLoop() {}

  /** What a node of a CDN adds: the CDN's name, and its own (section 2). */
  static String member(String cdnId, String node) {
    return cdnId + ";node=" + node;
  }

  /** Whether it went through this very node. */
  public static boolean passed(Fields fields, String cdnId, String node) {
    String own = member(cdnId, node);
    return ListElements.of(fields, NAME).stream()
        .anyMatch(info -> info.replace(" ", "").equalsIgnoreCase(own));
  }

  /** How often it went through this CDN. */
  public static int passes(Fields fields, String cdnId) {
    int passes = 0;
    for (String info : ListElements.of(fields, NAME)) {
      int parameters = info.indexOf(';');
      String id = parameters < 0 ? info : info.substring(0, parameters);
      passes += id.strip().equalsIgnoreCase(cdnId) ? 1 : 0;
    }
    return passes;
  }
}
