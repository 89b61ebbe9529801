package dev.headwater.endurance.load;

import dev.headwater.endurance.content.Resource;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * A request, and how its client behaves. Immutable.
 *
 * @param fields of the request
 */
public record Question(Resource resource, HttpMethod method, MultiMap fields, Manner manner) {
  /** How a client takes its answer. */
  public enum Manner {
    STEADY,
    /** Rests after each piece. */
    SLOW,
    /** Leaves after the first piece. */
    LEAVES
  }

  public static Question plain(Resource resource) {
    return new Question(
        resource, HttpMethod.GET, MultiMap.caseInsensitiveMultiMap(), Manner.STEADY);
  }

  public Question with(String name, String value) {
    MultiMap more = MultiMap.caseInsensitiveMultiMap().addAll(fields).set(name, value);
    return new Question(resource, method, more, manner);
  }

  public Question range(long first, long last) {
    return with("Range", "bytes=" + first + "-" + last);
  }

  public Question in(Manner other) {
    return new Question(resource, method, fields, other);
  }

  @Override
  public String toString() {
    return method + " " + resource.path() + " " + fields.entries() + " " + manner;
  }

  RequestOptions options(int port) {
    return new RequestOptions()
        .setMethod(method)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(resource.path())
        .setHeaders(fields);
  }
}
