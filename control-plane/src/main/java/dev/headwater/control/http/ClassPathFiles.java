package dev.headwater.control.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.MimeMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Files below one folder of the class path, kept in memory once they were asked for: a web page's
 * few megabytes. Thread-safe; the first read of a file blocks.
 */
final class ClassPathFiles {
  /** Plain names with an ending: no way up, no folders, nothing hidden. */
  private static final Pattern PATH =
      Pattern.compile("/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.[A-Za-z0-9]+");

  /**
   * A file to answer with. Immutable.
   *
   * @param etag a strong validator, with its quotes
   */
  record WebFile(Buffer body, String contentType, String etag) {}

  private final String folder;
  private final Map<String, WebFile> files = new ConcurrentHashMap<>();

  ClassPathFiles(String folder) {
    this.folder = folder;
  }

  /** Empty where there is no such file. */
  Optional<WebFile> find(String path) {
    WebFile known = files.get(path);
    if (known != null || !PATH.matcher(path).matches()) {
      return Optional.ofNullable(known);
    }
    Optional<WebFile> file = Optional.ofNullable(read(path));
    file.ifPresent(f -> files.put(path, f));
    return file;
  }

  private @Nullable WebFile read(String path) {
    try (InputStream stream = ClassPathFiles.class.getResourceAsStream(folder + path)) {
      if (stream == null) {
        return null;
      }
      byte[] bytes = stream.readAllBytes();
      CRC32 sum = new CRC32();
      sum.update(bytes);
      String etag =
          "\"" + bytes.length + "-" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"";
      return new WebFile(Buffer.buffer(bytes), contentType(path), etag);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder + path, e);
    }
  }

  private static String contentType(String path) {
    String type =
        Optional.ofNullable(MimeMapping.mimeTypeForFilename(path))
            .orElse("application/octet-stream");
    boolean text = type.startsWith("text/") || type.endsWith("javascript") || type.endsWith("json");
    return text ? type + "; charset=utf-8" : type;
  }
}
