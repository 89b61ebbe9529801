package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The request fields that a response was selected by (RFC 9110, section 12.5.5). Immutable.
 *
 * @param names in lower case, in order, each once; {@code *} alone where anything may have mattered
 */
public record Vary(List<String> names) {
  private static final String ANYTHING = "*";
  private static final Vary NOTHING = new Vary(List.of());

  public Vary {
    names = List.copyOf(names);
  }

  public static Vary of(Fields response) {
    List<String> lines = response.lines("Vary");
    if (lines.isEmpty()) {
      return NOTHING;
    }
    List<String> names =
        lines.stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    boolean named = names.stream().allMatch(Vary::isFieldName);
    return new Vary(named ? names : List.of(ANYTHING));
  }

  /** Anything else, not only an asterisk, may mean any field. */
  private static boolean isFieldName(String name) {
    return DirectiveParser.isToken(name) && !name.equals(ANYTHING);
  }

  /** Whether no request ever selects such a response again (RFC 9111, section 4.1). */
  public boolean matchesNothing() {
    return names.contains(ANYTHING);
  }

  /** What to keep with a response, so that later requests can be compared with this one. */
  public VaryKey key(Fields request, Fields response) {
    FieldList.Builder values = FieldList.builder();
    for (String name : names) {
      String value = SelectingField.normalised(name, request.lines(name));
      if (value != null) {
        values.add(name, value);
      }
    }
    Optional<String> language =
        names.contains("accept-language")
            ? Optional.ofNullable(response.get("Content-Language"))
            : Optional.empty();
    return new VaryKey(this, values.build(), language.map(tag -> tag.toLowerCase(Locale.ROOT)));
  }
}
