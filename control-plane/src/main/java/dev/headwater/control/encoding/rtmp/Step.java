package dev.headwater.control.encoding.rtmp;

/** What follows from a message of a publisher's. Immutable. */
public sealed interface Step {
  /** The message has to be sent. */
  record Reply(RtmpMessage message) implements Step {}

  /**
   * The publisher wants to begin: {@link PublishDialog#accepted} or {@link PublishDialog#refused}
   * says what to answer.
   *
   * @param backup whether it is the channel's other encoder
   */
  record Publish(String streamKey, boolean backup) implements Step {}

  /** Audio, video or metadata, as the body of an FLV tag is. */
  record Media(RtmpMessage message) implements Step {}

  /** The publisher has ended, or may not go on. */
  record End(String reason) implements Step {}
}
