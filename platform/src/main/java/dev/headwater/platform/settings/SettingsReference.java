package dev.headwater.platform.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The reference page of a settings record, made from its components. */
public final class SettingsReference {
  private SettingsReference() {}

  /** A Markdown table: key, type, default, what it does. */
  public static String markdown(Class<? extends Record> type) {
    StringBuilder page = new StringBuilder("| key | type | default | what |\n|---|---|---|---|\n");
    for (Row row : rows(type, "")) {
      page.append("| `%s` | %s | %s | %s |\n".formatted(row.key, row.type, row.value, row.doc));
    }
    return page.toString();
  }

  /** All keys, those of list elements as {@code keys[0].kid}. */
  static List<String> keys(Class<? extends Record> type) {
    return rows(type, "").stream().map(Row::key).toList();
  }

  private record Row(String key, String type, String value, String doc) {}

  private static List<Row> rows(Class<?> type, String prefix) {
    List<Row> rows = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + key(component);
      Class<?> element = element(component);
      if (isGroup(element)) {
        rows.addAll(rows(element, key + (component.getType() == List.class ? "[0]." : ".")));
      } else {
        rows.add(row(component, key, element));
      }
    }
    return rows;
  }

  private static Row row(RecordComponent component, String key, Class<?> element) {
    Setting setting = component.getAnnotation(Setting.class);
    String value = defaultValue(component);
    return new Row(
        key,
        (component.getType() == List.class ? "list of " : "")
            + element.getSimpleName().toLowerCase(Locale.ROOT),
        value.isEmpty() ? "" : "`" + value + "`",
        setting == null ? "" : setting.doc());
  }

  static boolean isGroup(Class<?> type) {
    return type.isRecord() && type != DataSize.class;
  }

  private static Class<?> element(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
        ? (Class<?>) type.getActualTypeArguments()[0]
        : component.getType();
  }

  /** The kebab-case key of a component: {@code maxSize} is {@code max-size}. */
  static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  static String defaultValue(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    return setting == null ? "" : setting.value();
  }
}
