package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.caching.Storability.NotStorable;
import dev.headwater.edge.http.caching.Storability.Reason;
import dev.headwater.edge.http.caching.Storability.Storable;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorabilityTest {
  private static final TargetUri URI = new TargetUri("http", "example.com", "/a/b?c");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // method | request | status | response | why not | section of RFC 9111
        "GET|-|200|-|-|3: heuristically cacheable",
        "GET|-|200|Cache-Control: max-age=60|-|3",
        "HEAD|-|200|Cache-Control: max-age=60|method|3: no content to store",
        "OPTIONS|-|200|Cache-Control: max-age=60|method|RFC 9110, 9.3.7",
        "PUT|-|200|Cache-Control: max-age=60|method|RFC 9110, 9.3.4",
        "DELETE|-|200|Cache-Control: max-age=60|method|RFC 9110, 9.3.5",
        "M-SEARCH|-|200|Cache-Control: max-age=60|method|3: not understood",
        "get|-|200|Cache-Control: max-age=60|method|RFC 9110, 9.1: case",
        "POST|-|200|Expires: +9 & Content-Location: /a/b?c|-|RFC 9110, 9.3.3; method-POST",
        "POST|-|200|Cache-Control: max-age=9 & Content-Location: http://EXAMPLE.com:80/a/b?c|-|9.3.3",
        "POST|-|200|Cache-Control: max-age=9 & Content-Location: b?c|-|RFC 9110, 9.3.3",
        "POST|-|200|Cache-Control: max-age=9 & Content-Location: /x|content-location|9.3.3",
        "POST|-|200|Cache-Control: max-age=9 & Content-Location: //other/a/b?c|content-location|9.3.3",
        "POST|-|200|Cache-Control: max-age=9|content-location|RFC 9110, 9.3.3",
        "POST|-|200|Content-Location: /a/b?c|no-lifetime|RFC 9110, 9.3.3",
        "GET|-|103|Cache-Control: max-age=60|status|3: not final",
        "GET|-|304|Cache-Control: max-age=60|status|4.3.3: freshens only",
        "GET|-|206|Cache-Control: max-age=60 & Content-Range: bytes 0-1/2|-|3.4",
        "GET|-|206|Content-Range: bytes 0-1/2|-|RFC 9110, 15.3.7",
        "GET|-|302|-|no-lifetime|RFC 9110, 15.4.3",
        "GET|-|302|Cache-Control: max-age=60|-|3: explicit lifetime",
        "GET|-|302|Expires: +60|-|3: explicit lifetime",
        "GET|-|302|Expires: 0|-|3, 5.3: explicit, though stale",
        "GET|-|302|Cache-Control: s-maxage=1|-|3: for a shared cache",
        "GET|-|302|Cache-Control: public|-|3: public",
        "GET|-|599|-|no-lifetime|heuristic-599-not_cached",
        "GET|-|599|Cache-Control: public|-|heuristic-599-cached",
        "GET|-|599|Cache-Control: max-age=60|-|status-599-fresh",
        "GET|-|599|Cache-Control: max-age=60, must-understand|must-understand|5.2.2.3",
        "GET|-|200|Cache-Control: max-age=60, must-understand, no-store|-|5.2.2.3: overrules",
        "GET|-|599|Cache-Control: must-understand, no-store|must-understand|5.2.2.3",
        "GET|-|200|Cache-Control: no-store|no-store|5.2.2.5",
        "GET|-|200|Cache-Control: max-age=60, no-store|no-store|5.2.2.5",
        "GET|-|200|Cache-Control: max-age=60 & Cache-Control: no-store|no-store|5.2.2.5: lines",
        "GET|-|200|Cache-Control: x=\"no-store\", max-age=60|-|5.2: quoted",
        "GET|-|200|Cache-Control: private, max-age=60|private|5.2.2.7",
        "GET|-|200|Cache-Control: private=\"a\", private|private|4.2.1: most restrictive",
        "GET|-|200|Cache-Control: no-cache|-|5.2.2.4: stored, but validated",
        "GET|-|200|Pragma: no-cache|-|5.4: means nothing in a response",
        "GET|-|200|Set-Cookie: a=b & Cache-Control: max-age=60|-|7.3; other-set-cookie",
        "GET|-|200|Vary: *|vary|4.1",
        "GET|-|200|Vary: foo & Cache-Control: max-age=60|-|4.1",
        "GET|Cache-Control: no-store|200|Cache-Control: max-age=60|request-no-store|5.2.1.5",
        "GET|Cookie: a=b|200|Cache-Control: max-age=60|-|other-cookie",
        "GET|Authorization: x|200|-|authorization|3.5",
        "GET|Authorization: x|200|Expires: +60|authorization|3.5",
        "GET|Authorization: x|200|Cache-Control: max-age=60|authorization|3.5",
        "GET|Authorization: x|200|Cache-Control: proxy-revalidate|authorization|3.5",
        "GET|Authorization: x|200|Cache-Control: max-age=60, public|-|3.5",
        "GET|Authorization: x|200|Cache-Control: max-age=60, must-revalidate|-|3.5",
        "GET|Authorization: x|200|Cache-Control: s-maxage=60|-|3.5",
        "GET|Authorization: x|200|Cache-Control: s-maxage=60, private|private|3.5",
      })
  void aResponseIsStorableUnlessARuleForbids(
      String method, String request, int status, String response, String reason, String section) {
    Storability storability =
        of(
            Messages.request(method, request == null ? "" : request),
            Messages.response(status, response == null ? "" : response));
    assertThat(storability instanceof NotStorable(Reason why) ? why.token() : null)
        .as(section)
        .isEqualTo(reason);
  }

  /** RFC 9110, section 15.1. */
  @ParameterizedTest
  @ValueSource(ints = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501})
  void theseStatusesNeedNoStatedLifetime(int status) {
    assertThat(of(Messages.request("GET", ""), Messages.response(status, "")))
        .isInstanceOf(Storable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 299, 302, 303, 307, 400, 403, 499, 500, 502, 503, 504, 599})
  void otherStatusesNeedOne(int status) {
    assertThat(of(Messages.request("GET", ""), Messages.response(status, "")))
        .isEqualTo(new NotStorable(Reason.NO_LIFETIME));
    assertThat(of(Messages.request("GET", ""), Messages.response(status, "Expires: +1")))
        .isInstanceOf(Storable.class);
  }

  /** Sections 5.2.2.4 and 5.2.2.7. */
  @Test
  void namedFieldsAreLeftOut() {
    String lines = "Cache-Control: no-cache=\"A, b\" & Cache-Control: private=c, max-age=60";
    assertThat(of(Messages.request("GET", ""), Messages.response(200, lines)))
        .isEqualTo(new Storable(Set.of("a", "b", "c")));
  }

  private static Storability of(RequestHead request, ResponseHead response) {
    return Storability.of(request, URI, response, Messages.control(response));
  }
}
