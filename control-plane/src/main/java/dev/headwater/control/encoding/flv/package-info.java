/**
 * FLV (Adobe Flash Video File Format Specification, version 10.1, and Enhanced RTMP's additions to
 * it): the tags that an encoder's media comes in, and the stream that ffmpeg reads. Pure; where
 * tags come from and go to stays out.
 */
@NullMarked
package dev.headwater.control.encoding.flv;

import org.jspecify.annotations.NullMarked;
