package dev.headwater.platform.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills a settings record: defaults, then each source in turn, a later one over an earlier one. A
 * key that no record has is an error, with the nearest known key as a suggestion.
 */
public final class Settings {
  private Settings() {}

  /** From a file, if any, and then the environment ({@code HEADWATER_MEMORY_MAX_SIZE}). */
  public static <R extends Record> R load(
      Class<R> type, @Nullable Path file, Map<String, String> environment) {
    return load(type, file, environment, Map.of());
  }

  /** As above, and then what the command line says, by flat key. */
  public static <R extends Record> R load(
      Class<R> type,
      @Nullable Path file,
      Map<String, String> environment,
      Map<String, String> commandLine) {
    List<SettingsSource> sources = new ArrayList<>();
    if (file != null) {
      sources.add(SettingsSource.file(file));
    }
    sources.add(environment(type, environment));
    sources.add(SettingsSource.of("command line", commandLine));
    return bind(type, sources);
  }

  /** Fails with SettingsException, which names every wrong or unknown key. */
  public static <R extends Record> R bind(Class<R> type, List<SettingsSource> sources) {
    Map<String, String> values = new TreeMap<>();
    sources.forEach(source -> values.putAll(source.values()));
    SettingsBinder binder = new SettingsBinder(values);
    R bound = binder.bind(type);
    List<String> errors = new ArrayList<>(binder.errors());
    for (SettingsSource source : sources) {
      errors.addAll(unknown(source, type, binder));
    }
    if (!errors.isEmpty() || bound == null) {
      throw new SettingsException(errors);
    }
    return bound;
  }

  private static List<String> unknown(
      SettingsSource source, Class<? extends Record> type, SettingsBinder binder) {
    return source.values().keySet().stream()
        .filter(key -> !binder.read().contains(key))
        .map(key ->
            source.name()
                + ": unknown key '"
                + key
                + "'"
                + NearestKey.suggestion(key, SettingsReference.keys(type)))
        .toList();
  }

  private static SettingsSource environment(
      Class<? extends Record> type, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    for (String key : SettingsReference.keys(type)) {
      String value = environment.get(variable(key));
      if (value != null) {
        values.put(key, value);
      }
    }
    return SettingsSource.of("environment", values);
  }

  /** The environment variable of a key. */
  static String variable(String key) {
    return "HEADWATER_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
