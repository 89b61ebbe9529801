package dev.headwater.edge.source.upstream;

import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.Provenance;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The head of a final response, with what it says of its connection. Immutable.
 *
 * @param head without the fields of the connection
 * @param length bytes of content, where that is known
 * @param sequence that a tier of ours says it bears; {@link Long#MAX_VALUE} where none does
 * @param persistent whether the connection may be used again (RFC 9112, section 9.3)
 */
record FinalHead(ResponseHead head, OptionalLong length, long sequence, boolean persistent) {
  private static final int LOWEST = 200;
  private static final int HIGHEST = 999;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

  /** As registered (section 7). */
  private static final Set<String> CODINGS =
      Set.of("chunked", "compress", "deflate", "gzip", "identity", "x-compress", "x-gzip");

  /** Empty where the message can't be told from what follows it, or is no HTTP/1.x response. */
  static Optional<FinalHead> of(HttpResponse response, String method) {
    int status = response.status().code();
    List<String> codings = response.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean tunnel = method.equals("CONNECT") && status < 300;
    if (status < LOWEST || status > HIGHEST || tunnel || !isReadable(response, codings)) {
      return Optional.empty();
    }
    boolean none = method.equals("HEAD") || status == 204 || status == 304;
    return Optional.of(
        new FinalHead(
            new ResponseHead(status, forwarded(response)),
            none ? OptionalLong.of(0) : length(response),
            Provenance.sequence(response.headers().get(Provenance.SEQUENCE_FIELD), Long.MAX_VALUE),
            HttpUtil.isKeepAlive(response) && (codings.isEmpty() || !isNoCoding(codings))));
  }

  /**
   * HTTP/1.x, and no transfer coding that would have to be undone but chunked, which HTTP/1.0
   * hasn't (section 6.1). What is no coding at all changes nothing: the content then ends with the
   * connection (section 6.3).
   */
  private static boolean isReadable(HttpResponse response, List<String> codings) {
    HttpVersion version = response.protocolVersion();
    if (codings.isEmpty() || isNoCoding(codings)) {
      return version.majorVersion() == 1;
    }
    return version.equals(HttpVersion.HTTP_1_1)
        && codings.size() == 1
        && codings.getFirst().strip().equalsIgnoreCase("chunked");
  }

  private static boolean isNoCoding(List<String> codings) {
    String coding = codings.getFirst().strip().toLowerCase(Locale.ROOT);
    return codings.size() == 1 && TOKEN.matcher(coding).matches() && !CODINGS.contains(coding);
  }

  private static OptionalLong length(HttpResponse response) {
    long length = HttpUtil.getContentLength(response, -1L);
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** A 204 has no content, whatever it says (RFC 9110, section 8.6). */
  private static FieldList forwarded(HttpResponse response) {
    FieldList.Builder fields = ConnectionFields.without(fields(response));
    return (response.status().code() == 204 ? fields.remove("Content-Length") : fields).build();
  }

  /** All lines in their order. */
  static FieldList fields(HttpResponse response) {
    FieldList.Builder fields = FieldList.builder();
    response.headers().forEach(line -> fields.add(line.getKey(), line.getValue()));
    return fields.build();
  }

  boolean mayHaveContent() {
    return length.isEmpty() || length.getAsLong() > 0;
  }
}
