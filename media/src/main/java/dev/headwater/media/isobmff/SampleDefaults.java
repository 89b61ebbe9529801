package dev.headwater.media.isobmff;

/**
 * What a track's samples are unless a fragment says otherwise (ISO/IEC 14496-12, section 8.8.3, box
 * {@code trex}). Immutable.
 *
 * @param durationTicks length of a sample
 * @param sizeBytes size of a sample
 * @param flags sample flags (section 8.8.3.1)
 */
public record SampleDefaults(long durationTicks, long sizeBytes, int flags) {
  /** Of a track that leaves all of it to its fragments. */
  public static final SampleDefaults NONE = new SampleDefaults(0, 0, 0);
}
