package dev.headwater.edge.feed;

import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.sealing.DerivedKey;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the node was told, on its disk, encrypted: pages of the feed, each on the disk before it is
 * acknowledged. A page that was being written when the process was killed is dropped; a file that
 * was changed, or is of another node, is worth nothing. Blocks; not thread-safe.
 */
final class LocalCopy {
  /** Read in a fraction of a second; beyond it the older half of the news is dropped. */
  static final long MAX_BYTES = 16L << 20;

  /** Of each page: its length, and that again with all bits turned. */
  private static final int HEAD_BYTES = 2 * Integer.BYTES;

  private final Path file;
  private final String purpose;
  private final Secret secret;
  private Secret used; // what the file is encrypted by, and the key that comes of it
  private DerivedKey key;
  private final List<FeedPage> pages = new ArrayList<>();
  private int written; // pages in the file
  private long bytes;

  private LocalCopy(Path file, String node, Secret secret) {
    this.file = file;
    this.purpose = "headwater: copy of the feed, node " + node;
    this.secret = secret;
    this.used = new Secret(secret.value());
    this.key = DerivedKey.of(used, purpose);
  }

  /** What was found on the disk. */
  record Found(List<FeedPage> pages, Duration age) {}

  /**
   * Makes the folder if there is none.
   *
   * @param secret what a key for this node is derived from; the copy follows it to a newer one
   */
  static LocalCopy in(Path directory, String node, Secret secret) throws IOException {
    Files.createDirectories(directory.toAbsolutePath());
    Path file = directory.resolve(node + ".feed");
    return new LocalCopy(file, node, secret);
  }

  /** Pages that follow on each other from the start; none where there is no copy of use. */
  Found read() throws IOException {
    pages.clear();
    if (!Files.exists(file)) {
      return new Found(List.of(), Duration.ZERO);
    }
    Instant heard = Files.getLastModifiedTime(file).toInstant();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (readNext(channel)) {
        written++;
      }
    } catch (GeneralSecurityException | IllegalArgumentException damaged) {
      pages.clear();
      written = 0;
      return new Found(List.of(), Duration.ZERO);
    }
    return new Found(List.copyOf(pages), Duration.between(heard, Instant.now()));
  }

  private boolean readNext(FileChannel channel) throws IOException, GeneralSecurityException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    try {
      fill(channel, head);
      int size = head.getInt(0);
      if (size < 0 || head.getInt(Integer.BYTES) != ~size) {
        throw new IllegalArgumentException("a length was changed");
      }
      if (size > channel.size() - channel.position()) {
        return false; // its end was never written
      }
      ByteBuffer sealed = ByteBuffer.allocate(size);
      fill(channel, sealed);
      byte[] json = key.open(sealed.array(), place(written));
      pages.add(FeedPage.fromJson(new JsonObject(Buffer.buffer(json))));
      bytes = channel.position();
      return true;
    } catch (EOFException end) {
      return false;
    }
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }

  /** These in place of what was told before, all or none of them. */
  void replace(List<FeedPage> told) throws IOException {
    pages.clear();
    pages.addAll(told);
    rewrite();
  }

  /** On the disk once it returns; where it fails, it can be tried again. */
  void add(FeedPage page) throws IOException {
    if (bytes > MAX_BYTES) {
      shorten();
      rewrite();
    }
    if (!used.value().equals(secret.value())) {
      rewrite();
    }
    try (FileChannel channel = open(file)) {
      channel.truncate(bytes); // of a page that was never finished
      channel.position(bytes);
      long length = write(channel, key, written, page);
      channel.force(true);
      bytes += length;
      written++;
      pages.add(page);
    }
  }

  private static byte[] place(int page) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(page).array();
  }

  /** The node is in touch with a control plane. */
  void touch() throws IOException {
    if (Files.exists(file)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }
  }

  private static long write(FileChannel channel, DerivedKey key, int place, FeedPage page)
      throws IOException {
    byte[] sealed = key.seal(page.toJson().toBuffer().getBytes(), place(place));
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + sealed.length);
    frame.putInt(sealed.length).putInt(~sealed.length).put(sealed).flip();
    long length = frame.remaining();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
    return length;
  }

  /** Drops the older half, but for what is the latest word on something. */
  private void shorten() {
    List<FeedPage> older = pages.subList(0, pages.size() / 2);
    FeedPage left = FeedPage.withoutNews(older);
    older.clear();
    pages.addFirst(left);
  }

  /** By what the secret is now. */
  private void rewrite() throws IOException {
    Secret now = new Secret(secret.value());
    DerivedKey newer = DerivedKey.of(now, purpose);
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    long length = 0;
    try (FileChannel channel = open(next)) {
      for (int place = 0; place < pages.size(); place++) {
        length += write(channel, newer, place, pages.get(place));
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true); // or a failing power supply brings the old one back
    }
    used = now;
    key = newer;
    written = pages.size();
    bytes = length;
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
