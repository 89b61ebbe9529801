package dev.headwater.edge.source.upstream;

import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings of a test: servers, and keys and values in turn. */
final class SettingsOf {
  private SettingsOf() {}

  static UpstreamSettings upstreams(List<RawUpstream> upstreams, String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    values.put(
        "urls", upstreams.stream().map(u -> u.url().toString()).collect(Collectors.joining(",")));
    List<String> pairs = Arrays.asList(keysAndValues);
    for (int i = 0; i < pairs.size(); i += 2) {
      values.put(pairs.get(i), pairs.get(i + 1));
    }
    return bind(values);
  }

  static UpstreamSettings bind(Map<String, String> values) {
    return Settings.bind(UpstreamSettings.class, List.of(SettingsSource.of("test", values)));
  }
}
