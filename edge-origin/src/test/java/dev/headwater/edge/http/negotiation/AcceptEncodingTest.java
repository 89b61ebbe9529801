package dev.headwater.edge.http.negotiation;

import static dev.headwater.edge.http.negotiation.ContentCoding.BROTLI;
import static dev.headwater.edge.http.negotiation.ContentCoding.GZIP;
import static dev.headwater.edge.http.negotiation.ContentCoding.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.EntityTag;
import dev.headwater.edge.http.message.FieldList;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {
  private static final Set<ContentCoding> OURS = EnumSet.of(BROTLI, GZIP, IDENTITY);

  @ParameterizedTest(name = "{3}: {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // field | best of br, gzip and identity | normal form | section of RFC 9110
        "-|identity|identity|12.5.3 silent",
        "''|identity|identity|12.5.3 nothing but identity",
        "gzip|gzip|gzip|12.5.3",
        "x-gzip|gzip|gzip|8.4.1.3",
        "GZIP|gzip|gzip|8.4.1 no case",
        "gzip, deflate, br, zstd|br|br, gzip|12.5.3 ours among equals",
        "compress, gzip|gzip|gzip|12.5.3",
        "deflate|identity|identity|12.5.3 none of ours",
        "*|br|br, gzip|12.5.3 any",
        "*;q=0|-|identity, but unwanted|12.5.3 nothing",
        "gzip;q=0|identity|identity|12.5.3 refused",
        "gzip;q=0.0, *|br|br|12.5.3 refused by name",
        "compress;q=0.5, gzip;q=1.0|gzip|gzip|12.5.3",
        "gzip;q=1.0, identity; q=0.5, *;q=0|gzip|gzip|12.5.3",
        "br;q=0.5, gzip;q=0.8|gzip|br, gzip|12.4.2 weights",
        "gzip;q=0.001|gzip|gzip|12.4.2 least weight",
        "gzip;q=0.5, identity;q=0.9|identity|identity|12.4.2 identity liked more",
        "gzip, identity;q=0|gzip|gzip, identity;q=0|12.5.3 identity refused",
        "gzip, *;q=0|gzip|gzip, identity;q=0|12.5.3 identity refused by all others",
        "identity;q=0|-|identity, but unwanted|12.5.3 nothing",
        "gzip ; Q=0.5|gzip|gzip|5.6.6 no case",
        "gzip;q=1.001|identity|identity|12.4.2 no weight",
        "gzip;q=0.1234|identity|identity|12.4.2 no weight",
        "gzip;q=x|identity|identity|12.4.2 no weight",
        "gzip;q=|identity|identity|12.4.2 no weight",
        "gzip;q=-1|identity|identity|12.4.2 no weight",
        "gzip;q=1.|gzip|gzip|12.4.2 no decimals",
        "gzip;level=9|gzip|gzip|other parameters",
      })
  void codingsAreChosen(
      @Nullable String field, @Nullable String best, String normalized, String section) {
    AcceptEncoding accept =
        AcceptEncoding.of(
            field == null ? FieldList.empty() : FieldList.of("Accept-Encoding", field));
    assertThat(accept.best(OURS).map(ContentCoding::token).orElse(null))
        .as(section)
        .isEqualTo(best);
    if (best != null) {
      assertThat(accept.normalized(OURS)).as(section).isEqualTo(normalized);
    }
  }

  /** What is normal stays so, and means the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"gzip, br", "gzip;q=0.2, br;q=0.1", "*", "gzip, identity;q=0", "deflate", "br;q=0"})
  void theNormalFormIsStable(String field) {
    String once = normalized(field);
    assertThat(normalized(once)).isEqualTo(once);
  }

  private static String normalized(String field) {
    return AcceptEncoding.of(FieldList.of("Accept-Encoding", field)).normalized(OURS);
  }

  @Test
  void eachCodingHasATagOfItsOwn() {
    EntityTag tag = EntityTag.strong("v1");
    assertThat(IDENTITY.etag(tag)).isEqualTo(tag);
    assertThat(GZIP.etag(tag)).as("RFC 9110, 8.8.3.3").hasToString("\"v1-gzip\"");
    assertThat(BROTLI.etag(new EntityTag(true, "\"v1\""))).hasToString("W/\"v1-br\"");
    assertThat(GZIP.etag(new EntityTag(true, "v1"))).hasToString("v1-gzip");
  }
}
