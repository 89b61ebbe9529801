package dev.headwater.platform.store;

import java.nio.file.Path;

/** A store whose objects are files of this machine, which programs may read where they lie. */
public interface LocalObjects {
  /** Where the object is or would be; never to be written to. */
  Path localPath(String key);
}
