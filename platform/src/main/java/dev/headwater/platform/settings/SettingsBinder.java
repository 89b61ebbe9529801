package dev.headwater.platform.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds records from flat keys, gathering errors instead of stopping at the first. */
final class SettingsBinder {
  private final Map<String, String> values;
  private final SecretReader secrets;
  private final List<String> errors = new ArrayList<>();

  SettingsBinder(Map<String, String> values, SecretReader secrets) {
    this.values = values;
    this.secrets = secrets;
  }

  List<String> errors() {
    return errors;
  }

  /** Null where an error was added. */
  <R extends Record> @Nullable R bind(Class<R> type) {
    return type.cast(bind(type, ""));
  }

  private @Nullable Object bind(Class<?> type, String prefix) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    boolean whole = true;
    for (int i = 0; i < components.length; i++) {
      String key = prefix + SettingsReference.key(components[i]);
      Object value = component(components[i], key);
      whole &= value != null;
      arguments[i] = value;
    }
    return whole ? construct(type, arguments, prefix) : null;
  }

  private @Nullable Object component(RecordComponent component, String key) {
    Class<?> type = component.getType();
    if (SettingsReference.isGroup(type)) {
      return bind(type, key + ".");
    }
    if (type == List.class) {
      return list(argument(component), key);
    }
    if (type == Optional.class) {
      return values.containsKey(key)
          ? Optional.ofNullable(value(argument(component), key, ""))
          : Optional.empty();
    }
    return value(type, key, SettingsReference.defaultValue(component));
  }

  private @Nullable Object value(Class<?> type, String key, String defaultValue) {
    String text = values.getOrDefault(key, defaultValue);
    if (text.isEmpty() && type != String.class) {
      errors.add(key + ": missing (expected: a value; it has no default)");
      return null;
    }
    return parsed(text, type, key).orElse(null);
  }

  private Optional<Object> parsed(String text, Class<?> type, String key) {
    if (SettingsReference.isGroup(type)) {
      errors.add(key + ": '" + text + "' (expected: a list of mappings)");
      return Optional.empty();
    }
    try {
      return Optional.of(
          type == Secret.class ? secrets.read(text) : SettingValue.parse(text, type));
    } catch (IllegalArgumentException | ArithmeticException e) {
      errors.add(key + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A list of records ({@code keys[0].kid}), or of values, also written {@code a, b}. */
  private List<Object> list(Class<?> element, String key) {
    List<Object> items = new ArrayList<>();
    String inline = values.get(key);
    if (inline != null) {
      Arrays.stream(inline.split(",", -1))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .forEach(item -> parsed(item, element, key).ifPresent(items::add));
    }
    for (int i = 0; has(key + "[" + i + "]"); i++) {
      String itemKey = key + "[" + i + "]";
      Object item = element.isRecord() ? bind(element, itemKey + ".") : value(element, itemKey, "");
      if (item != null) {
        items.add(item);
      }
    }
    return List.copyOf(items);
  }

  private boolean has(String prefix) {
    return values.keySet().stream()
        .anyMatch(key -> key.equals(prefix) || key.startsWith(prefix + "."));
  }

  private @Nullable Object construct(Class<?> type, @Nullable Object[] arguments, String prefix) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      errors.add(prefix + e.getTargetException().getMessage());
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type.getName(), e);
    }
  }

  private static Class<?> argument(RecordComponent component) {
    ParameterizedType type = (ParameterizedType) component.getGenericType();
    return (Class<?>) type.getActualTypeArguments()[0];
  }
}
