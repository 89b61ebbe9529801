package dev.headwater.platform.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.platform.store.StoreListener.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.buffer.BufferInternal;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A request to the S3 API, before it is signed. Immutable, its body too.
 *
 * @param query not encoded
 * @param headers without those that every request has
 * @param isRepeatable whether it may be sent again when nobody knows if it was obeyed
 */
record S3Request(
    Kind kind,
    HttpMethod method,
    String path,
    SortedMap<String, String> query,
    Map<String, String> headers,
    @Nullable Buffer body,
    boolean isRepeatable) {
  private static final String CHECKSUM = "x-amz-checksum-crc32";

  static S3Request get(String path, Map<String, String> headers) {
    return new S3Request(Kind.GET, HttpMethod.GET, path, new TreeMap<>(), headers, null, true);
  }

  static S3Request head(String path) {
    return new S3Request(Kind.HEAD, HttpMethod.HEAD, path, new TreeMap<>(), Map.of(), null, true);
  }

  static S3Request delete(String path, Map<String, String> query) {
    return new S3Request(
        Kind.DELETE, HttpMethod.DELETE, path, new TreeMap<>(query), Map.of(), null, true);
  }

  static S3Request list(String path, Map<String, String> query) {
    return new S3Request(
        Kind.LIST, HttpMethod.GET, path, new TreeMap<>(query), Map.of(), null, true);
  }

  static S3Request put(String path, Map<String, String> query, Buffer body) {
    return new S3Request(
        Kind.PUT, HttpMethod.PUT, path, new TreeMap<>(query), checksum(body), body, true);
  }

  /** A step of an upload in parts; a checksum would be taken for the whole object's. */
  static S3Request step(
      String path, Map<String, String> query, Map<String, String> headers, Buffer body) {
    return new S3Request(
        Kind.PUT, HttpMethod.POST, path, new TreeMap<>(query), headers, body, false);
  }

  /** Of many objects, which the body names. */
  static S3Request deleteAll(String path, Buffer body) {
    return new S3Request(
        Kind.DELETE,
        HttpMethod.POST,
        path,
        new TreeMap<>(Map.of("delete", "")),
        checksum(body),
        body,
        true);
  }

  /** The server checks the body against it, which stands in for signing the body. */
  static Map<String, String> checksum(Buffer body) {
    return Map.of(CHECKSUM, crc32(body));
  }

  /** Whether the body has to be signed. */
  boolean isBodySigned() {
    return !headers.containsKey(CHECKSUM);
  }

  /** Big-endian and in Base64, as the S3 API writes it. */
  static String crc32(Buffer body) {
    CRC32 crc = new CRC32();
    crc.update(((BufferInternal) body).getByteBuf().nioBuffer());
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }

  /** Path and query as they are sent. */
  String uri() {
    return query.isEmpty()
        ? path
        : path
            + query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
  }

  /** All but RFC 3986's unreserved characters, section 2.3, as signatures need it. */
  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
