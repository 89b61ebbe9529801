package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The selecting fields of the request that a stored response answered (RFC 9111, section 4.1).
 * Immutable; equal for requests that select the same.
 *
 * @param vary which fields select
 * @param values normalised; without the fields that the request didn't have
 * @param language of the content, in lower case, where the languages that were asked for select
 */
public record VaryKey(Vary vary, FieldList values, Optional<String> language) {

  /** Whether a request selects the response that this was kept with. */
  public boolean matches(Fields request) {
    if (vary.names().isEmpty()) {
      return true;
    }
    if (vary.matchesNothing()) {
      return false;
    }
    for (String name : vary.names()) {
      String presented = SelectingField.normalised(name, request.lines(name));
      if (!Objects.equals(presented, values.get(name)) && !isPreferred(name, presented)) {
        return false;
      }
    }
    return true;
  }

  /** Content in the one language that is wanted most is what any other request would get too. */
  private boolean isPreferred(String name, @Nullable String presented) {
    return name.equals("accept-language")
        && presented != null
        && language.isPresent()
        && SelectingField.preferred(presented).equals(language);
  }
}
