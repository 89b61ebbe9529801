package dev.headwater.platform.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Values by flat key ({@code memory.max-size}, {@code tokens.keys[0].kid}) from one place: a YAML
 * file, or a map. Immutable.
 *
 * @param name where the values come from, for messages
 * @param values by flat key
 */
public record SettingsSource(String name, Map<String, String> values) {
  /** A settings file larger than this is a mistake. */
  private static final long MAX_FILE_BYTES = 1 << 20;

  public SettingsSource {
    values = Map.copyOf(values);
  }

  public static SettingsSource of(String name, Map<String, String> values) {
    return new SettingsSource(name, values);
  }

  /** Fails with SettingsException where the file can't be read or isn't a YAML mapping. */
  public static SettingsSource file(Path path) {
    Map<String, String> flat = new TreeMap<>();
    flatten("", read(path), flat);
    return new SettingsSource(path.toString(), flat);
  }

  private static Object read(Path path) {
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new SettingsException(List.of(path + ": larger than " + MAX_FILE_BYTES + " bytes"));
      }
      Object root =
          new Load(LoadSettings.builder().setLabel(path.toString()).build())
              .loadFromString(Files.readString(path));
      return root == null ? Map.of() : root;
    } catch (IOException e) {
      throw new SettingsException(List.of("cannot read the settings file " + path + ": " + e));
    } catch (YamlEngineException e) {
      throw new SettingsException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static void flatten(String prefix, Object node, Map<String, String> flat) {
    switch (node) {
      case Map<?, ?> map ->
          map.forEach((key, value) -> {
            String name = prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key;
            if (value != null) {
              flatten(name, value, flat);
            }
          });
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(prefix + "[" + i + "]", list.get(i), flat);
        }
      }
      default -> flat.put(prefix, String.valueOf(node));
    }
  }
}
