package dev.headwater.edge.cluster;

/**
 * What may be made from bytes of other members. Hazelcast looks classes up here by the names that
 * it is sent; it has a filter of its own for Java serialization only. Thread-safe.
 */
final class KnownClasses extends ClassLoader {
  /** By Java serialization: what Hazelcast itself sends so, with nothing in it but text. */
  static final String[] SERIALIZED = {};

  private static final String[] PACKAGES = {
    "com.hazelcast.", "io.vertx.spi.cluster.hazelcast.impl.", "java.", "javax.", "jdk.", "sun."
  };

  KnownClasses(ClassLoader parent) {
    super(parent);
  }

  /** Not the exception for absent classes: at that Hazelcast goes on to look elsewhere. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    for (String known : PACKAGES) {
      if (name.startsWith(known)) {
        return super.loadClass(name, resolve);
      }
    }
    throw new SecurityException("class " + name + " (expected: one of Hazelcast's)");
  }
}
