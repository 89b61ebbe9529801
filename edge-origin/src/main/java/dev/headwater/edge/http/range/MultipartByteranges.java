package dev.headwater.edge.http.range;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Content of several parts (RFC 9110, section 14.6): for each part its head and then its bytes,
 * after the last part the tail. Immutable.
 */
public final class MultipartByteranges {
  private final String boundary;
  private final List<Part> parts;
  private final byte[] tail;

  private MultipartByteranges(String boundary, List<Part> parts) {
    this.boundary = boundary;
    this.parts = parts;
    this.tail = ("\r\n--" + boundary + "--\r\n").getBytes(ISO_8859_1);
  }

  /** One part. Immutable as long as nobody writes to the head. */
  public static final class Part {
    private final byte[] head;
    private final ByteSpan span;

    private Part(byte[] head, ByteSpan span) {
      this.head = head;
      this.span = span;
    }

    /** Delimiter, fields and empty line; not to be changed. */
    public byte[] head() {
      return head;
    }

    public ByteSpan span() {
      return span;
    }
  }

  /**
   * Content with these parts.
   *
   * @param spans within the representation
   * @param size of the representation
   * @param contentType of the representation, or null
   * @param boundary that no one can place in the content: see {@link #boundary}
   */
  public static MultipartByteranges of(
      List<ByteSpan> spans, long size, @Nullable String contentType, String boundary) {
    return new MultipartByteranges(
        boundary,
        spans.stream()
            .map(span -> new Part(head(boundary, contentType, span, size), span))
            .toList());
  }

  /** 128 bits as hexadecimal digits. */
  public static String boundary(RandomGenerator random) {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  private static byte[] head(
      String boundary, @Nullable String contentType, ByteSpan span, long size) {
    String type = contentType == null ? "" : "Content-Type: " + contentType + "\r\n";
    String range = "Content-Range: " + ContentRange.Satisfied.of(span, size) + "\r\n";
    return ("\r\n--" + boundary + "\r\n" + type + range + "\r\n").getBytes(ISO_8859_1);
  }

  /** The value of the Content-Type field. */
  public String contentType() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  public List<Part> parts() {
    return parts;
  }

  /** The closing delimiter; not to be changed. */
  public byte[] tail() {
    return tail;
  }

  /** Of the whole content. */
  public long contentLength() {
    return tail.length
        + parts.stream().mapToLong(part -> part.head().length + part.span().length()).sum();
  }
}
