package dev.headwater.edge;

import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request with another target and other header fields than the client sent; all else is the
 * client's. Event-loop confined.
 */
final class ChangedRequest extends HttpServerRequestWrapper {
  private final String target;
  private final MultiMap fields;

  ChangedRequest(HttpServerRequest request, String target, MultiMap fields) {
    super((HttpServerRequestInternal) request);
    this.target = target;
    this.fields = fields;
  }

  @Override
  public String uri() {
    return target;
  }

  @Override
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  @Override
  public @Nullable String query() {
    int query = target.indexOf('?');
    return query < 0 ? null : target.substring(query + 1);
  }

  @Override
  public MultiMap headers() {
    return fields;
  }

  @Override
  public @Nullable Cookie getCookie(String name) {
    for (String line : fields.getAll(HttpHeaders.COOKIE)) {
      for (var cookie : ServerCookieDecoder.LAX.decode(line)) {
        if (cookie.name().equals(name)) {
          return Cookie.cookie(name, cookie.value());
        }
      }
    }
    return null;
  }
}
