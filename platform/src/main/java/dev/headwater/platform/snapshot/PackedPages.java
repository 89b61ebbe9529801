package dev.headwater.platform.snapshot;

import dev.headwater.platform.feed.FeedPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Pages of the feed, each a line of JSON, each packed for itself (gzip, RFC 1952, section 2.2: a
 * file may have several members), so that packed ones are joined without being touched.
 */
public final class PackedPages {
  /**
   * Of pages that are unpacked: a file that says more than this was not made by a control plane.
   */
  private static final int MAX_PLAIN_BYTES = 256 << 20;

  private PackedPages() {}

  public static Buffer pack(FeedPage page) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(page.toJson().toBuffer().appendByte((byte) '\n').getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is only memory
    }
    return Buffer.buffer(packed.toByteArray());
  }

  /**
   * In the order in which they were joined. Fails with IOException or IllegalArgumentException
   * where they are no pages.
   */
  public static List<FeedPage> unpack(Buffer packed) throws IOException {
    Buffer plain = plain(packed);
    List<FeedPage> pages = new ArrayList<>();
    int begin = 0;
    for (int at = 0; at < plain.length(); at++) {
      if (plain.getByte(at) == '\n') {
        pages.add(FeedPage.fromJson(new JsonObject(plain.slice(begin, at))));
        begin = at + 1;
      }
    }
    if (begin != plain.length() || pages.isEmpty()) {
      throw new IllegalArgumentException(pages.size() + " pages (expected: one or more, whole)");
    }
    return pages;
  }

  private static Buffer plain(Buffer packed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()))) {
      byte[] plain = in.readNBytes(MAX_PLAIN_BYTES);
      if (in.read() >= 0) {
        throw new IOException("more than " + MAX_PLAIN_BYTES + " bytes");
      }
      return Buffer.buffer(plain);
    }
  }
}
