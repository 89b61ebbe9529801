package dev.headwater.edge;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.token.TokenKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a data plane node. Immutable.
 *
 * @param host the address to listen on
 * @param port the port for viewers and CDNs
 * @param admin the operator's door
 * @param memory the memory tier
 * @param redis the shared tier
 * @param source what lies behind the tiers
 * @param tokens what playback tokens are verified with
 * @param fills the work that misses cause
 */
public record EdgeOriginSettings(
    @Setting(value = "0.0.0.0", doc = "The address to listen on.") String host,
    @Setting(value = "8081", doc = "The port for viewers and CDNs; 0 takes a free one.") int port,
    Admin admin,
    Memory memory,
    RedisAddresses redis,
    Source source,
    Tokens tokens,
    Fills fills) {

  /** The operator's door: metrics and health, 1000 ports above the server's own. */
  public record Admin(
      @Setting(value = "127.0.0.1", doc = "The address of the admin port, which has no log-in.")
          String host) {}

  /** The memory tier. */
  public record Memory(
      @Setting(value = "512MiB", doc = "How much memory, off the heap, responses may take.")
          DataSize maxSize) {
    public Memory {
      if (maxSize.compareTo(DataSize.ofMebibytes(1)) < 0) {
        throw new IllegalArgumentException("max-size: " + maxSize + " (expected: >= 1MiB)");
      }
    }
  }

  /** The shared tier. */
  public record RedisAddresses(
      @Setting(doc = "The Redis that evicts, as redis://host:port; none: no shared tier.")
          Optional<URI> cache,
      @Setting(value = "8MiB", doc = "Responses larger than this stay out of the shared tier.")
          DataSize maxEntry) {
    /** Each is held three times on the heap while it is written. */
    private static final DataSize LARGEST_ENTRY = DataSize.ofMebibytes(16);

    public RedisAddresses {
      if (maxEntry.compareTo(LARGEST_ENTRY) > 0) {
        throw new IllegalArgumentException(
            "max-entry: " + maxEntry + " (expected: <= " + LARGEST_ENTRY + ")");
      }
    }
  }

  /** What lies behind the tiers. */
  public record Source(
      @Setting(doc = "The folder that holds the packages.") Path directory,
      @Setting(value = "64MiB", doc = "Objects larger than this are not served.")
          DataSize maxObjectSize) {
    /** An object is held in one piece. */
    private static final DataSize LARGEST_OBJECT = DataSize.ofMebibytes(1024);

    public Source {
      if (maxObjectSize.compareTo(LARGEST_OBJECT) > 0) {
        throw new IllegalArgumentException(
            "max-object-size: " + maxObjectSize + " (expected: <= " + LARGEST_OBJECT + ")");
      }
    }
  }

  /** Playback tokens. */
  public record Tokens(
      @Setting(doc = "The keys that tokens are verified with; none: no token is good.")
          List<TokenKey> keys) {
    public Tokens {
      keys = List.copyOf(keys);
      if (keys.stream().map(TokenKey::kid).distinct().count() < keys.size()) {
        throw new IllegalArgumentException("keys: a kid stands twice (expected: each once)");
      }
    }
  }

  /** The work that misses cause. */
  public record Fills(
      @Setting(value = "512", doc = "How many objects the node fetches at once before it sheds.")
          int max,
      @Setting(value = "128MiB", doc = "How many bytes the node fetches at once before it sheds.")
          DataSize maxSize) {
    public Fills {
      if (max < 1) {
        throw new IllegalArgumentException("max: " + max + " (expected: >= 1)");
      }
    }
  }

  public EdgeOriginSettings {
    if (source.maxObjectSize().compareTo(fills.maxSize()) > 0) {
      throw new IllegalArgumentException(
          "source.max-object-size: "
              + source.maxObjectSize()
              + " (expected: <= fills.max-size, "
              + fills.maxSize()
              + ")");
    }
    if (port < 0 || port > 64_535) {
      throw new IllegalArgumentException(
          "port: " + port + " (expected: 0 to 64535, so that the admin port fits above it)");
    }
  }

  /** 1000 above the server's own; a free one where that is free too. */
  public int adminPort() {
    return port == 0 ? 0 : port + 1000;
  }
}
