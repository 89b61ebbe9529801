package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.structured.BareItem;
import dev.headwater.edge.http.structured.BareItem.BooleanValue;
import dev.headwater.edge.http.structured.BareItem.ByteSequence;
import dev.headwater.edge.http.structured.BareItem.DateValue;
import dev.headwater.edge.http.structured.BareItem.DecimalValue;
import dev.headwater.edge.http.structured.BareItem.DisplayString;
import dev.headwater.edge.http.structured.BareItem.IntegerValue;
import dev.headwater.edge.http.structured.BareItem.StringValue;
import dev.headwater.edge.http.structured.BareItem.TokenValue;
import dev.headwater.edge.http.structured.Dictionary;
import dev.headwater.edge.http.structured.InnerList;
import dev.headwater.edge.http.structured.Item;
import dev.headwater.edge.http.structured.Member;
import dev.headwater.edge.http.structured.StructuredFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The target list of this cache: names of response fields that overrule Cache-Control and Expires
 * (RFC 9213, section 2.2). The first one with a valid value that isn't empty counts. Immutable.
 */
public record TargetedFields(List<String> names) {
  /** Headwater's own field, then the one for every CDN (section 3.1). */
  public static final TargetedFields USUAL =
      new TargetedFields(List.of("Headwater-Cache-Control", "CDN-Cache-Control"));

  public TargetedFields {
    names = List.copyOf(names);
    for (String name : names) {
      if (name.isEmpty() || !DirectiveParser.isToken(name)) {
        throw new IllegalArgumentException("'" + name + "' (expected: the name of a field)");
      }
    }
  }

  /** What governs a response with these fields. */
  public ResponseControl control(Fields response) {
    for (String name : names) {
      Optional<CacheControl> targeted = directives(name, response.lines(name));
      if (targeted.isPresent()) {
        return new ResponseControl(targeted.get(), List.of());
      }
    }
    return new ResponseControl(CacheControl.of(response), response.lines("Expires"));
  }

  private static Optional<CacheControl> directives(String name, List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (name.equalsIgnoreCase(SurrogateControl.NAME)) {
      return SurrogateControl.parse(lines);
    }
    return StructuredFields.dictionary(String.join(", ", lines))
        .filter(dictionary -> !dictionary.isEmpty())
        .map(TargetedFields::directives);
  }

  /** Parameters are ignored (section 2.1). */
  private static CacheControl directives(Dictionary dictionary) {
    List<Directive> directives = new ArrayList<>();
    dictionary
        .members()
        .forEach((name, member) -> directive(name, member).ifPresent(directives::add));
    return new CacheControl(directives);
  }

  /** Empty for one that is stated to be false. A value of an unforeseen type is malformed. */
  private static Optional<Directive> directive(String name, Member member) {
    BareItem value =
        switch (member) {
          case Item item -> item.value();
          case InnerList _ -> new StringValue("");
        };
    return switch (value) {
      case BooleanValue(boolean stated) ->
          stated ? Optional.of(new Directive(name, null, true)) : Optional.empty();
      case IntegerValue(long number) ->
          Optional.of(new Directive(name, Long.toString(number), true));
      case StringValue(String text) -> Optional.of(new Directive(name, text, !text.isEmpty()));
      case TokenValue(String text) -> Optional.of(new Directive(name, text, true));
      case DecimalValue _, ByteSequence _, DateValue _, DisplayString _ ->
          Optional.of(new Directive(name, null, false));
    };
  }
}
