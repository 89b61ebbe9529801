package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from chunks, in whatever pieces their bytes come (section 5.3). The size
 * of chunks and aborted messages are its own business; all other messages are handed on. Confined
 * to one thread.
 */
public final class ChunkReader {
  private static final int FIRST_CHUNK_SIZE = 128;

  /** No message is longer, so no chunk has to be (section 5.4.1). */
  private static final int MAX_CHUNK_SIZE = 0xFF_FFFF;

  /** Encoders use a handful; each may hold a message that is half here. */
  private static final int MAX_CHUNK_STREAMS = 32;

  private static final int EXTENDED = 0xFF_FFFF;
  private static final int EXTENDED_BYTES = 4;

  private final Map<Integer, ChunkStream> streams = new HashMap<>();
  private final ByteBuffer header = ByteBuffer.allocate(ChunkHeader.LONGEST).limit(0);
  private int maxMessage;
  private int chunkSize = FIRST_CHUNK_SIZE;
  private @Nullable ChunkStream current;
  private int missingOfChunk;

  /**
   * @param maxMessage bytes of the longest message, and of all that are half here
   */
  public ChunkReader(int maxMessage) {
    this.maxMessage = maxMessage;
  }

  /** Another limit for messages that begin from now on. */
  public void limit(int bytes) {
    maxMessage = bytes;
  }

  /** All messages that the bytes complete. */
  public List<RtmpMessage> read(ByteBuffer bytes) throws RtmpException {
    List<RtmpMessage> messages = new ArrayList<>();
    while (bytes.hasRemaining()) {
      ChunkStream stream = current == null ? readHeader(bytes) : current;
      if (stream != null) {
        readPayload(stream, bytes).ifPresent(messages::add);
      }
    }
    return messages;
  }

  /** Null where the header is not here yet. */
  private @Nullable ChunkStream readHeader(ByteBuffer bytes) throws RtmpException {
    int before = header.limit();
    int taken = Math.min(bytes.remaining(), ChunkHeader.LONGEST - before);
    header.limit(before + taken).put(before, bytes, bytes.position(), taken).position(0);
    ChunkStream stream = parseHeader();
    if (stream == null) {
      bytes.position(bytes.position() + taken);
      return null;
    }
    bytes.position(bytes.position() + header.position() - before);
    header.position(0).limit(0);
    current = stream;
    missingOfChunk = Math.min(chunkSize, stream.missing());
    return stream;
  }

  private @Nullable ChunkStream parseHeader() throws RtmpException {
    Optional<ChunkHeader> read = ChunkHeader.read(header);
    if (read.isEmpty()) {
      return null;
    }
    ChunkHeader chunk = read.get();
    ChunkStream stream = stream(chunk);
    boolean extended =
        chunk.hasTimestamp() ? chunk.timestampField() == EXTENDED : stream.extended();
    if (extended && header.remaining() < EXTENDED_BYTES) {
      return null;
    }
    long field = extended ? Integer.toUnsignedLong(header.getInt()) : timestampField(chunk);
    if (stream.begun()) {
      if (chunk.hasLength()) {
        throw RtmpException.of("chunk", "format " + chunk.format(), "the rest of its message");
      }
    } else {
      begin(stream, chunk, field, extended);
    }
    return stream;
  }

  private static long timestampField(ChunkHeader chunk) {
    return chunk.hasTimestamp() ? chunk.timestampField() : 0;
  }

  private ChunkStream stream(ChunkHeader chunk) throws RtmpException {
    ChunkStream known = streams.get(chunk.chunkStreamId());
    if (known != null) {
      return known;
    }
    if (chunk.format() != 0 && chunk.format() != 1) { // some encoders begin with format 1
      throw RtmpException.of("first chunk", "format " + chunk.format(), "format 0");
    }
    if (streams.size() == MAX_CHUNK_STREAMS) {
      throw RtmpException.of("chunk streams", "more", "at most " + MAX_CHUNK_STREAMS);
    }
    ChunkStream stream = new ChunkStream();
    streams.put(chunk.chunkStreamId(), stream);
    return stream;
  }

  private void begin(ChunkStream stream, ChunkHeader chunk, long field, boolean extended)
      throws RtmpException {
    stream.begin(chunk, field, extended);
    long coming =
        streams.values().stream().filter(ChunkStream::begun).mapToLong(ChunkStream::length).sum();
    if (coming > maxMessage) {
      throw RtmpException.of("message length", coming, "at most " + maxMessage);
    }
  }

  private Optional<RtmpMessage> readPayload(ChunkStream stream, ByteBuffer bytes)
      throws RtmpException {
    int count = Math.min(missingOfChunk, bytes.remaining());
    stream.append(bytes, count);
    missingOfChunk -= count;
    if (missingOfChunk > 0) {
      return Optional.empty();
    }
    current = null;
    return stream.missing() == 0 ? control(stream.end()) : Optional.empty();
  }

  private Optional<RtmpMessage> control(RtmpMessage message) throws RtmpException {
    switch (message.type()) {
      case MessageType.SET_CHUNK_SIZE -> setChunkSize(unsigned(message));
      case MessageType.ABORT -> abort((int) unsigned(message));
      default -> {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  private void setChunkSize(long size) throws RtmpException {
    if (size == 0 || size > Integer.MAX_VALUE) {
      throw RtmpException.of("chunk size", size, "1 to " + Integer.MAX_VALUE);
    }
    chunkSize = (int) Math.min(size, MAX_CHUNK_SIZE);
  }

  private void abort(int chunkStreamId) {
    ChunkStream stream = streams.get(chunkStreamId);
    if (stream != null) {
      stream.abort();
    }
  }

  private static long unsigned(RtmpMessage message) throws RtmpException {
    if (message.payload().length < Integer.BYTES) {
      throw RtmpException.of("control message", message.payload().length + " bytes", "4");
    }
    return Integer.toUnsignedLong(ByteBuffer.wrap(message.payload()).getInt());
  }
}
