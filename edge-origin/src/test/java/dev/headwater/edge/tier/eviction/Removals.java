package dev.headwater.edge.tier.eviction;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what goes. Thread-safe. */
final class Removals implements RemovalListener<String, String> {
  record Removal(String key, String value, RemovalCause cause) {}

  final List<Removal> seen = new CopyOnWriteArrayList<>();

  @Override
  public void removed(String key, String value, RemovalCause cause) {
    seen.add(new Removal(key, value, cause));
  }
}
