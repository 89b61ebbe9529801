package dev.headwater.edge.protection;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * The keys of channels that playlists name now, for those who were admitted. Event-loop confined.
 */
public interface OfferedKeys {
  /** 16 bytes; empty where there is no such key, or nothing that it opens. Never fails. */
  Future<Optional<byte[]>> find(KeyName name);

  /** Those of a channel that there are of what is asked for. Never fails. */
  Future<KeySet> find(String channel, KeyQuestion question);
}
