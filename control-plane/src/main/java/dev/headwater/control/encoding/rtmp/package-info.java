/**
 * The words of RTMP (Adobe's Real Time Messaging Protocol, version 1.0) that an encoder and the
 * server which it publishes to speak: handshake, chunks, messages, AMF0, commands. Pure: bytes go
 * in, messages and replies come out. Sockets stay out.
 */
@NullMarked
package dev.headwater.control.encoding.rtmp;

import org.jspecify.annotations.NullMarked;
