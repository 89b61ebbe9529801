package dev.headwater.control.encoding.encoder;

/** What a publisher's connection is told. Called on any thread; must not block. */
public interface Intake {
  /** Enough has come for now. */
  void pause();

  /** More may come. */
  void resume();

  /** The publisher may not go on. */
  void cut(String reason);
}
