package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.FieldList;
import java.util.HashSet;
import java.util.Set;

/** The fields that are kept of a response (RFC 9111, section 3.1). */
public final class StoredFields {
  /** Of no use to another connection (section 3.1), or made anew for each answer (section 4). */
  private static final Set<String> NEVER =
      Set.of("proxy-authenticate", "proxy-authentication-info", "proxy-authorization", "age");

  private StoredFields() {}

  /**
   * Without the fields of a connection, Age, and those to omit; with a Date, even where the
   * response had none that can be read (RFC 9110, section 6.6.1).
   *
   * @param omitted names in lower case
   */
  public static FieldList of(FieldList response, Set<String> omitted, long responseMillis) {
    Set<String> unwanted = new HashSet<>(ConnectionFields.namesIn(response));
    unwanted.addAll(NEVER);
    unwanted.addAll(omitted);
    FieldList kept = ConnectionFields.without(response, unwanted);
    return Dates.date(kept, responseMillis).isPresent()
        ? kept
        : kept.toBuilder().set("Date", StrictDate.format(responseMillis)).build();
  }
}
