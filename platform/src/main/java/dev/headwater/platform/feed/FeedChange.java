package dev.headwater.platform.feed;

import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.publication.Publication;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a line of the control feed tells the data plane. Immutable. */
public sealed interface FeedChange
    permits FeedChange.Purge,
        FeedChange.PublicationChanged,
        FeedChange.Unknown,
        TokenKeyChange,
        ChannelChange,
        Revocation {
  /** As it is written. */
  String type();

  JsonObject body();

  /** What it is the latest word on; empty where it is news only for as long as the log is kept. */
  default Optional<String> subject() {
    return Optional.empty();
  }

  /** When it means nothing any more; empty where it goes on meaning something. */
  default Optional<Instant> expiresAt() {
    return Optional.empty();
  }

  /**
   * What is stored is no longer to be served: all that bears one of the tags, has one of the paths,
   * or lies under one of the prefixes.
   *
   * @param id of the call that asked for it
   * @param paths of the data plane, with the leading slash, without host, token and query
   * @param prefixes of such paths
   */
  record Purge(String id, Mode mode, List<String> tags, List<String> paths, List<String> prefixes)
      implements FeedChange {
    static final String TYPE = "purge";

    /** What becomes of what is stored. */
    public enum Mode {
      /** It is stale from now on. */
      SOFT,
      /** It is gone. */
      HARD;

      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }

      /** Fails with IllegalArgumentException where there is no such mode. */
      public static Mode of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
      }
    }

    public Purge {
      tags = List.copyOf(tags);
      paths = List.copyOf(paths);
      prefixes = List.copyOf(prefixes);
    }

    public int items() {
      return tags.size() + paths.size() + prefixes.size();
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public JsonObject body() {
      return new JsonObject()
          .put("id", id)
          .put("mode", mode.word())
          .put("tags", new JsonArray(tags))
          .put("paths", new JsonArray(paths))
          .put("prefixes", new JsonArray(prefixes));
    }

    private static FeedChange of(JsonObject body) {
      return new Purge(
          body.getString("id").strip(),
          Mode.of(body.getString("mode")),
          texts(body, "tags"),
          texts(body, "paths"),
          texts(body, "prefixes"));
    }

    private static List<String> texts(JsonObject body, String member) {
      return body.getJsonArray(member, new JsonArray()).stream().map(String.class::cast).toList();
    }
  }

  /**
   * A publication was made, taken down, or is for others than before; the store says so already.
   */
  record PublicationChanged(Publication publication) implements FeedChange {
    static final String TYPE = "publication";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public JsonObject body() {
      return publication.toJson();
    }
  }

  /**
   * Something that this version can't read. It is skipped, unless it is a purge: then anything may
   * have been purged.
   */
  record Unknown(String type, JsonObject body) implements FeedChange {
    public boolean mayBePurge() {
      return type.equals(Purge.TYPE);
    }
  }

  /** Never fails: what can't be read is {@link Unknown}. */
  static FeedChange of(String type, @Nullable JsonObject body) {
    JsonObject members = body == null ? new JsonObject() : body;
    try {
      return switch (type) {
        case Purge.TYPE -> Purge.of(members);
        case PublicationChanged.TYPE -> new PublicationChanged(Publication.fromJson(members));
        case TokenKeyChange.TYPE -> TokenKeyChange.of(members);
        case ChannelChange.TYPE -> new ChannelChange(Channel.fromJson(members));
        case Revocation.TYPE -> Revocation.of(members);
        default -> new Unknown(type, members);
      };
    } catch (IllegalArgumentException | NullPointerException | ClassCastException _) {
      return new Unknown(type, members);
    }
  }
}
