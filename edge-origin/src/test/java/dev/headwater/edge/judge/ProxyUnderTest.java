package dev.headwater.edge.judge;

/** A running caching proxy with one upstream, both on the loopback interface. */
public interface ProxyUnderTest extends AutoCloseable {
  int port();

  @Override
  void close();
}
