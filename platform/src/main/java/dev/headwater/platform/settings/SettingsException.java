package dev.headwater.platform.settings;

import java.io.Serial;
import java.util.List;

/** Settings that can't be used; its message has one line for each thing that is wrong. */
public final class SettingsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SettingsException(List<String> errors) {
    super(String.join("\n", errors));
  }
}
