package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidationTest {
  private static final TargetUri URI = new TargetUri("HTTP", "Example.com:80", "/a/b?c");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // method | status | response | invalidated | section of RFC 9111, or test
        "POST|200|-|/a/b?c|4.4; invalidate-POST",
        "PUT|201|-|/a/b?c|invalidate-PUT",
        "DELETE|204|-|/a/b?c|invalidate-DELETE",
        "M-SEARCH|200|-|/a/b?c|invalidate-M-SEARCH: unknown is unsafe",
        "PATCH|303|-|/a/b?c|4.4: a redirection is no error",
        "POST|400|-|-|4.4: an error",
        "POST|500|Location: /x|-|invalidate-POST-failed",
        "GET|200|Location: /x|-|4.4: safe",
        "HEAD|200|-|-|4.4: safe",
        "OPTIONS|200|-|-|4.4: safe",
        "QUERY|200|-|-|4.4: safe",
        "POST|200|Location: /x|/a/b?c /x|invalidate-POST-location",
        "POST|200|Content-Location: y|/a/b?c /a/y|invalidate-POST-cl",
        "POST|201|Location: /x & Content-Location: /y|/a/b?c /x /y|4.4",
        "POST|201|Location: http://other.example/x|/a/b?c|4.4: another origin",
        "POST|201|Location: https://example.com/x|/a/b?c|4.4: another origin",
        "POST|201|Location: http://example.com/x|/a/b?c /x|4.4: the same origin",
      })
  void anUnsafeMethodInvalidates(
      String method, int status, String response, String targets, String section) {
    Set<String> expected =
        targets == null ? Set.of() : Set.copyOf(Arrays.asList(targets.split(" ", -1)));
    assertThat(
            Invalidation.targets(
                method, URI, Messages.response(status, response == null ? "" : response)))
        .as(section)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        // reference | path and query | section of RFC 3986
        "``|/a/b?c|5.2.2: the same",
        "?d|/a/b?d|5.2.2",
        "#f|/a/b?c|5.2.2: fragment",
        "g|/a/g|5.2.3",
        "./g|/a/g|5.2.4",
        "../g|/g|5.2.4",
        "../../../g|/g|5.2.4: above the root",
        "g/..|/a/|5.2.4",
        "g/.|/a/g/|5.2.4",
        "/x/./y/../z?q=../r|/x/z?q=../r|5.2.4: not in the query",
        "/x//y|/x//y|5.2.4",
        "/x#f|/x|5.2.2",
        "//example.com/x|/x|5.2.2",
        "//EXAMPLE.com:80/x|/x|6.2.2.1, 6.2.3",
        "//example.com|/|6.2.3",
        "//example.com?q|/?q|6.2.3",
        "//example.com:8080/x|-|another port",
        "//other/x|-|another host",
        "http://example.com/x|/x|5.2.2",
        "HTTP://example.com/x/../y|/y|6.2.2.1",
        "https://example.com/x|-|another scheme",
        "http:x|-|5.2.2: not strict",
        "mailto:x|-|another scheme",
        "x?u=http://other/|/a/x?u=http://other/|4.2",
      })
  void aReferenceLeadsToTheSameOriginOrElsewhere(String reference, String target, String section) {
    assertThat(URI.sameOrigin(reference)).as(section).isEqualTo(Optional.ofNullable(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void theseMethodsMayBeAnsweredFromTheStore(String method) {
    assertThat(MethodRules.mayBeAnsweredFromStore(method)).isTrue();
    assertThat(MethodRules.isSafe(method)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get", "M-SEARCH", ""})
  void othersMayNot(String method) {
    assertThat(MethodRules.mayBeAnsweredFromStore(method)).isFalse();
  }
}
