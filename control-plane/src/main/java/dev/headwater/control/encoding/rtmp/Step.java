package dev.headwater.control.encoding.rtmp;

/** What follows from a message of a publisher's. Immutable. */
public sealed interface Step {
  /** The message has to be sent. */
  record Reply(RtmpMessage message) implements Step {}

  /**
   * The publisher wants to begin: {@link PublishDialog#accepted} or {@link PublishDialog#refused}
   * says what to answer.
   */
  record Publish(String streamKey) implements Step {}

  /** Audio, video or metadata, as the body of an FLV tag is. */
  record Media(RtmpMessage message) implements Step {}

  /** The publisher has ended, or may not go on. */
  record End(String reason) implements Step {}
}
