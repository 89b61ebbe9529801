package dev.headwater.edge.source;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is to be sent.
 *
 * @param head method, target and fields, without those of one connection; Host is the source's own
 * @param key what the choice among several servers goes by
 * @param content the request's content, paused; null where it has none
 * @param interim told of each interim response (RFC 9110, section 15.2) but 100 and 101
 * @param shared how all nodes may have one answer; null where it is for this request alone
 * @param patience how long the source may keep it waiting, beside its own time limits
 */
public record SourceRequest(
    RequestHead head,
    String key,
    @Nullable ReadStream<Buffer> content,
    Consumer<ResponseHead> interim,
    @Nullable Shared shared,
    Duration patience) {
  /** Which of the answers that other nodes have is of use. */
  @FunctionalInterface
  public interface Use {
    /** Whether an answer with these fields, which comes from there, wasn't purged since. */
    boolean accepts(Fields answer, Provenance provenance);
  }

  /**
   * An answer that all nodes may have.
   *
   * @param lease the name of what concurrent requests of all nodes have one answer to
   */
  public record Shared(String lease, Use use) {}

  /** A request whose answer is for it alone. */
  public SourceRequest(
      RequestHead head,
      String key,
      @Nullable ReadStream<Buffer> content,
      Consumer<ResponseHead> interim) {
    this(head, key, content, interim, null, Duration.ZERO);
  }

  /** A request that has no content, and whose interim responses nobody waits for. */
  public static SourceRequest of(RequestHead head, String key) {
    return new SourceRequest(head, key, null, _ -> {});
  }

  /** The same with another head. */
  public SourceRequest withHead(RequestHead other) {
    return new SourceRequest(other, key, content, interim, shared, patience);
  }
}
