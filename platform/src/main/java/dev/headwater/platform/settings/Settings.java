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
  /** How many items of a list the environment can give. */
  private static final int MAX_ITEMS = 16;

  private Settings() {}

  /** From a file, if any, and then the environment ({@code HEADWATER_MEMORY_MAX_SIZE}). */
  public static <R extends Record> R load(
      Class<R> type, @Nullable Path file, Map<String, String> environment) {
    return load(type, file, environment, Map.of(), SecretReader.LITERAL);
  }

  /** As above, and then what the command line says, by flat key; secrets may lie elsewhere. */
  public static <R extends Record> R load(
      Class<R> type,
      @Nullable Path file,
      Map<String, String> environment,
      Map<String, String> commandLine,
      SecretReader secrets) {
    List<SettingsSource> sources = new ArrayList<>();
    if (file != null) {
      sources.add(SettingsSource.file(file));
    }
    sources.add(environment(type, environment));
    sources.add(SettingsSource.of("command line", commandLine));
    return bind(type, sources, secrets);
  }

  /** Fails with SettingsException, which names every wrong or unknown key. */
  public static <R extends Record> R bind(Class<R> type, List<SettingsSource> sources) {
    return bind(type, sources, SecretReader.LITERAL);
  }

  /** As above; fails too where a secret can't be read from where it lies. */
  public static <R extends Record> R bind(
      Class<R> type, List<SettingsSource> sources, SecretReader secrets) {
    Map<String, String> values = new TreeMap<>();
    sources.forEach(source -> overlay(values, source));
    SettingsBinder binder = new SettingsBinder(values, secrets);
    R bound = binder.bind(type);
    List<String> errors = new ArrayList<>(binder.errors());
    for (SettingsSource source : sources) {
      errors.addAll(unknown(source, type));
    }
    if (!errors.isEmpty() || bound == null) {
      throw new SettingsException(errors);
    }
    return bound;
  }

  /** A list that is given anew replaces the one before it, whichever way each is written. */
  private static void overlay(Map<String, String> values, SettingsSource source) {
    source.values().keySet().stream()
        .map(key -> key.replaceFirst("\\[.*", ""))
        .forEach(list -> values.keySet().removeIf(k -> k.equals(list) || k.startsWith(list + "[")));
    values.putAll(source.values());
  }

  private static List<String> unknown(SettingsSource source, Class<? extends Record> type) {
    List<String> known = SettingsReference.keys(type);
    return source.values().keySet().stream()
        .filter(key -> !isKnown(key, known))
        .map(key ->
            source.name() + ": unknown key '" + key + "'" + NearestKey.suggestion(key, known))
        .toList();
  }

  /** Known are the keys of records in lists by their first item, and lists of values by name. */
  private static boolean isKnown(String key, List<String> known) {
    String first = key.replaceAll("\\[\\d+]", "[0]");
    return known.contains(first)
        || (first.endsWith("[0]") && known.contains(first.substring(0, first.length() - 3)))
        || known.stream().anyMatch(other -> other.startsWith(first + "[0]."));
  }

  private static SettingsSource environment(
      Class<? extends Record> type, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    for (String key : SettingsReference.keys(type)) {
      for (int item = 0; item < (key.contains("[0]") ? MAX_ITEMS : 1); item++) {
        String name = key.replace("[0]", "[" + item + "]");
        String value = environment.get(variable(name));
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return SettingsSource.of("environment", values);
  }

  /** The environment variable of a key: {@code tokens.keys[0].kid} ends in {@code KEYS_0_KID}. */
  static String variable(String key) {
    return "HEADWATER_" + key.toUpperCase(Locale.ROOT).replaceAll("[.\\[-]", "_").replace("]", "");
  }
}
