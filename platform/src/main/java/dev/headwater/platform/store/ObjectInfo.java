package dev.headwater.platform.store;

import java.time.Instant;

/**
 * What a store knows of an object without its body. Immutable.
 *
 * @param key slash-separated, without a leading slash
 * @param size in bytes
 * @param etag a strong validator, with its quotes (RFC 9110, section 8.8.3)
 * @param lastModified when the object was written
 */
public record ObjectInfo(String key, long size, String etag, Instant lastModified) {}
