package dev.headwater.control.encoding.push;

/** Which of a channel's two encoders is pushed for. */
public enum Input {
  PRIMARY(""),
  BACKUP("backup/");

  private final String folder;

  Input(String folder) {
    this.folder = folder;
  }

  /** Below the channel, as nodes know them. */
  String folder() {
    return folder;
  }
}
