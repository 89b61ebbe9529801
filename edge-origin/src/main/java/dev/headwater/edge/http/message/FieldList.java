package dev.headwater.edge.http.message;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Header fields that don't change. Immutable. */
public final class FieldList implements Fields {
  private static final FieldList EMPTY = new FieldList(List.of());

  private final List<Field> fields;

  private FieldList(List<Field> fields) {
    this.fields = fields;
  }

  public static FieldList empty() {
    return EMPTY;
  }

  /** Names and values in turn. */
  public static FieldList of(String... namesAndValues) {
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  public static FieldList copyOf(Fields fields) {
    return fields instanceof FieldList list ? list : builder().addAll(fields).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that has these fields already. */
  public Builder toBuilder() {
    return builder().addAll(this);
  }

  @Override
  public List<String> lines(String name) {
    List<String> lines = List.of();
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        if (lines.isEmpty()) {
          lines = List.of(field.value());
        } else {
          lines = new ArrayList<>(lines);
          lines.add(field.value());
        }
      }
    }
    return lines;
  }

  public int size() {
    return fields.size();
  }

  @Override
  public Iterator<Field> iterator() {
    return fields.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldList list && fields.equals(list.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }

  /** Collects fields. Not thread-safe. */
  public static final class Builder {
    private final List<Field> fields = new ArrayList<>();

    private Builder() {}

    public Builder add(String name, String value) {
      fields.add(new Field(name, value));
      return this;
    }

    public Builder add(Field field) {
      fields.add(field);
      return this;
    }

    public Builder addAll(Iterable<Field> others) {
      others.forEach(fields::add);
      return this;
    }

    /** One line of that name, in place of those that there are. */
    public Builder set(String name, String value) {
      return remove(name).add(name, value);
    }

    public Builder remove(String name) {
      return removeIf(field -> field.name().equalsIgnoreCase(name));
    }

    /** None of those names, which are in lower case. */
    public Builder removeAll(Set<String> names) {
      return removeIf(field -> names.contains(field.name().toLowerCase(Locale.ROOT)));
    }

    public Builder removeIf(Predicate<Field> unwanted) {
      fields.removeIf(unwanted);
      return this;
    }

    public FieldList build() {
      return fields.isEmpty() ? EMPTY : new FieldList(List.copyOf(fields));
    }
  }
}
