package dev.headwater.edge.rule;

import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.negotiation.AcceptEncoding;
import dev.headwater.edge.http.negotiation.ContentCoding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A client's fields without those that are its own, so that all clients get the same; its codings,
 * and what counts in the key, in their normal form. As immutable as what it looks at.
 *
 * @param client as the client sent them
 * @param codings whether the source may choose one
 * @param counted what counts in the key; of other names than those that are kept
 */
record SharedFields(Fields client, boolean codings, FieldList counted) implements Fields {
  private static final String ACCEPT_ENCODING = "Accept-Encoding";

  /** What the source needs to know of the way here; in lower case. */
  private static final Set<String> KEPT =
      Set.of("via", "cdn-loop", "x-forwarded-for", "x-forwarded-proto");

  @Override
  public List<String> lines(String name) {
    if (name.equalsIgnoreCase(ACCEPT_ENCODING)) {
      return codings
          ? List.of(AcceptEncoding.of(client).normalized(Set.of(ContentCoding.GZIP)))
          : List.of();
    }
    return isKept(name) ? client.lines(name) : counted.lines(name);
  }

  @Override
  public Iterator<Field> iterator() {
    List<Field> fields = new ArrayList<>();
    client.forEach(field -> {
      if (isKept(field.name())) {
        fields.add(field);
      }
    });
    lines(ACCEPT_ENCODING).forEach(value -> fields.add(new Field(ACCEPT_ENCODING, value)));
    counted.forEach(fields::add);
    return fields.iterator();
  }

  private static boolean isKept(String name) {
    return KEPT.contains(name.toLowerCase(Locale.ROOT));
  }
}
