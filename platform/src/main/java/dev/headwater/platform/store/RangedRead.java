package dev.headwater.platform.store;

/** What became of the reading of a range. */
public sealed interface RangedRead {
  /** Its body has the range, up to the object's end; to be closed. */
  record Found(StoredObject object) implements RangedRead {}

  /** There is no such object. */
  record Absent() implements RangedRead {}

  /** The range starts behind the object's last byte. An empty object has a range at 0. */
  record OutOfBounds(ObjectInfo info) implements RangedRead {}
}
