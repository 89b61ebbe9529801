package dev.headwater.platform.store;

import java.nio.file.Path;

/** A store whose objects are files of this machine, which programs may read where they lie. */
public interface LocalObjects {
  /**
   * Where the object is or would be; never to be written to, and only to be read where {@code stat}
   * has found the object, which it doesn't where the path leads out of the store.
   */
  Path localPath(String key);
}
