package dev.headwater.control.upload;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.OptionalLong;

/**
 * A source that somebody offers to send.
 *
 * @param bytes paused
 * @param declaredBytes how many the sender says there are
 * @param accepted tells the sender to go ahead
 */
public record IncomingSource(
    ReadStream<Buffer> bytes, OptionalLong declaredBytes, Runnable accepted) {}
