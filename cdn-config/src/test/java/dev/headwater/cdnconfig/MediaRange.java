package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Ranges of a segment of {@link MediaOrigin}: the first, the last, and over a border of slices. */
final class MediaRange {
  private static final String WHOLE = new String(MediaOrigin.segment("1"), StandardCharsets.UTF_8);

  private MediaRange() {}

  /** Each is of the right bytes. */
  static void check(CdnUnderTest cdn, String path) {
    check(cdn, path, "bytes=0-9", 0, 10);
    check(cdn, path, "bytes=2097150-2097159", 2097150, 2097160);
    check(cdn, path, "bytes=-10", MediaOrigin.SEGMENT_BYTES - 10, MediaOrigin.SEGMENT_BYTES);
  }

  private static void check(CdnUnderTest cdn, String path, String range, int from, int to) {
    HttpResponse<String> answer = cdn.get(path, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(WHOLE.substring(from, to));
    assertThat(answer.headers().firstValue("Content-Range"))
        .hasValue("bytes %d-%d/%d".formatted(from, to - 1, MediaOrigin.SEGMENT_BYTES));
  }
}
