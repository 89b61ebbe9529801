package dev.headwater.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.xml.XmlElement;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a server's answers are read. */
class AnswersTest {
  @ParameterizedTest
  @CsvSource({
    "bytes 0-0/1, 0, 1, 1",
    "bytes 10-19/100, 10, 10, 100",
    "Bytes 10-99/100, 10, 90, 100", // RFC 9110, section 14.1: unit names are case-insensitive
    "bytes 0-999999999999999998/999999999999999999, 0, 999999999999999999, 999999999999999999"
  })
  void aContentRangeIsRead(String field, long offset, long length, long size) {
    assertThat(ContentRange.parse(field))
        .contains(new ContentRange(new ByteRange(offset, length), size));
  }

  /** RFC 9110, section 14.4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes */100",
        "bytes 0-9/*",
        "bytes 9-0/100",
        "bytes 0-100/100",
        "bytes -1-5/100",
        "bytes 0-9",
        "items 0-9/100",
        "bytes 0-9/1000000000000000000000"
      })
  void anythingElseIsNoContentRange(String field) {
    assertThat(ContentRange.parse(field)).isEmpty();
  }

  @Test
  void aPageOfAListingIsRead() {
    String page =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><!-- a page -->
          <IsTruncated>true</IsTruncated>
          <Contents><Key>t/a&amp;b</Key><LastModified>2026-01-02T03:04:05.678Z</LastModified>
            <ETag>&quot;e&quot;</ETag><Size>12</Size></Contents>
          <NextContinuationToken>more+/=</NextContinuationToken>
        </ListBucketResult>
        """;
    ObjectPage read = ObjectPage.parse(Buffer.buffer(page)).orElseThrow();
    assertThat(read.next()).contains("more+/=");
    assertThat(read.objects())
        .containsExactly(
            new ObjectInfo("t/a&b", 12, "\"e\"", Instant.parse("2026-01-02T03:04:05Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<ListBucketResult>",
        "<Other/>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>",
        "<!DOCTYPE ListBucketResult SYSTEM 'file:///etc/passwd'><ListBucketResult/>",
        "<!DOCTYPE r [<!ENTITY e 'x'>]><ListBucketResult><Key>&e;</Key></ListBucketResult>",
        "<ListBucketResult><Key>&undeclared;</Key></ListBucketResult>"
      })
  void anythingElseIsNoPage(String document) {
    assertThat(ObjectPage.parse(Buffer.buffer(document))).isEmpty();
  }

  @Test
  void aDocumentThatIsTooDeepIsRefused() {
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
    assertThat(XmlElement.parse(Buffer.buffer(deep))).isEmpty();
  }

  @Test
  void aQueryIsEncodedAsSignaturesNeedIt() {
    assertThat(S3Request.list("/b/", Map.of("prefix", "a b/c*~", "token", "x+/=é")).uri())
        .isEqualTo("/b/?prefix=a%20b%2Fc%2A~&token=x%2B%2F%3D%C3%A9");
  }

  @Test
  void aChecksumIsWrittenBigEndianInBase64() {
    assertThat(S3Request.crc32(Buffer.buffer("123456789"))).isEqualTo("y/Q5Jg==");
  }
}
