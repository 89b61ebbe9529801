package dev.headwater.edge.http.negotiation;

import dev.headwater.edge.http.message.EntityTag;

/** The codings that are told apart (RFC 9110, section 8.4.1), the one preferred most first. */
public enum ContentCoding {
  ZSTD("zstd"),
  BROTLI("br"),
  GZIP("gzip"),
  IDENTITY("identity");

  private final String token;

  ContentCoding(String token) {
    this.token = token;
  }

  /** As in Content-Encoding. */
  public String token() {
    return token;
  }

  /**
   * The tag of a representation in this coding, made from that of the identity: each has its own
   * (section 8.8.3.3).
   */
  public EntityTag etag(EntityTag identity) {
    String tag = identity.opaqueTag();
    boolean quoted = tag.length() > 1 && tag.endsWith("\"");
    return switch (this) {
      case IDENTITY -> identity;
      case ZSTD, BROTLI, GZIP ->
          new EntityTag(
              identity.weak(),
              quoted ? tag.substring(0, tag.length() - 1) + "-" + token + '"' : tag + "-" + token);
    };
  }
}
