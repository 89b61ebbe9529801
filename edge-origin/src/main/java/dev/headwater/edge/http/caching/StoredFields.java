package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.HttpDate;
import java.util.Set;

/** The fields that are kept of a response (RFC 9111, section 3.1). */
public final class StoredFields {
  private StoredFields() {}

  /**
   * Without the fields of a connection, Age, and those to omit; with a Date, even where the
   * response had none that can be read (RFC 9110, section 6.6.1).
   *
   * @param omitted names in lower case
   */
  public static FieldList of(FieldList response, Set<String> omitted, long responseMillis) {
    Set<String> unwanted = ConnectionFields.namesIn(response);
    unwanted.add("age"); // made anew for each answer (section 4)
    unwanted.addAll(omitted);
    FieldList kept = response.toBuilder().removeAll(unwanted).build();
    return Dates.date(kept, responseMillis).isPresent()
        ? kept
        : kept.toBuilder().set("Date", HttpDate.format(responseMillis)).build();
  }
}
