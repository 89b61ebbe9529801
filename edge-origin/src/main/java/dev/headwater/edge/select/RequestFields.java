package dev.headwater.edge.select;

import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request that choose among answers; null where one is absent. Immutable.
 *
 * @param range Range (RFC 9110, section 14.2)
 * @param ifRange If-Range (section 13.1.5)
 * @param ifMatch If-Match (section 13.1.1)
 * @param ifNoneMatch If-None-Match (section 13.1.2)
 * @param ifModifiedSince If-Modified-Since (section 13.1.3)
 * @param ifUnmodifiedSince If-Unmodified-Since (section 13.1.4)
 */
public record RequestFields(
    @Nullable String range,
    @Nullable String ifRange,
    @Nullable String ifMatch,
    @Nullable String ifNoneMatch,
    @Nullable String ifModifiedSince,
    @Nullable String ifUnmodifiedSince) {}
