package dev.headwater.edge.http.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestForwardingTest {
  private static final RequestForwarding FORWARDING =
      new RequestForwarding("headwater", "edge.example", "n1", 2);
  private static final ClientFacts CLIENT =
      new ClientFacts("192.0.2.1", "https", "example.com", "1.1", false);
  private static final ClientFacts PROXY =
      new ClientFacts("192.0.2.1", "http", "example.com", "2", true);

  /** What every request gets that brings none of it. */
  private static final String ADDED =
      "Host: example.com~X-Forwarded-For: 192.0.2.1~X-Forwarded-Proto: https"
          + "~Via: 1.1 headwater~CDN-Loop: edge.example;node=n1";

  @ParameterizedTest(name = "{2}: {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // fields received | of them forwarded | section of RFC 9110
        "Accept: */*|Accept: */*|7.6 passed on",
        "Accept: a~accept: b|Accept: a~accept: b|5.3 order kept",
        "Connection: close|-|7.6.1",
        "Connection: X-Hop, close~X-Hop: 1~x-hop: 2~A: 3|A: 3|7.6.1 named fields",
        "Connection: a~Connection: b~A: 1~B: 2|-|7.6.1 several lines",
        "Connection: Cache-Control, Content-Length, CDN-Loop~Cache-Control: no-cache"
            + "~Content-Length: 1|Cache-Control: no-cache~Content-Length: 1|7.6.1 not these",
        "Keep-Alive: timeout=5~Proxy-Connection: keep-alive|-|7.6.1",
        "Upgrade: h2c~HTTP2-Settings: x~Connection: upgrade, http2-settings|-|7.8",
        "Transfer-Encoding: chunked|-|RFC 9112 6.1",
        "Transfer-Encoding: chunked~Content-Length: 5|-|RFC 9112 6.3 no smuggling",
        "Proxy-Authorization: Basic eA==~Authorization: Basic eA=="
            + "|Authorization: Basic eA==|11.7.2",
        "Trailer: Expires|-|6.6.2",
        "TE: gzip|-|10.1.4",
        "Forwarded: for=192.0.2.9~X-Forwarded-Host: other.example|-|RFC 7239 8.1 not believed",
        "Host: other.example|-|7.2 from the target",
        "X-Forwarded-For: 198.51.100.7~X-Forwarded-Proto: http|-|not believed",
        "Expect: 100-continue~Content-Length: 5|Expect: 100-continue~Content-Length: 5|10.1.1",
        "Expect: 100-continue|-|10.1.1 without content",
        "Expect: 100-continue~Content-Length: 0|Content-Length: 0|10.1.1 without content",
        "Max-Forwards: 5|Max-Forwards: 5|7.6.2 only OPTIONS and TRACE",
      })
  void fieldsForTheNextHopAreForwarded(
      String received, @Nullable String forwarded, String section) {
    String expected = (forwarded == null ? "" : forwarded + "~") + ADDED;
    assertThat(text(FORWARDING.fields(request("POST", received), CLIENT)))
        .as(section)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{3}: {0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // method | fields | decision | section of RFC 9110
        "GET|A: 1|Forward|7.6",
        "PURGE|A: 1|Forward|9.1 any method",
        "trace|A: 1|Forward|9.1 methods have case",
        "TRACE|A: 1|MethodRefused|9.3.8",
        "CONNECT|A: 1|MethodRefused|9.3.6",
        "OPTIONS|A: 1|Forward|9.3.7",
        "OPTIONS|Max-Forwards: 0|AnswerHere|7.6.2",
        "OPTIONS|Max-Forwards: 1|Forward|7.6.2",
        "OPTIONS|Max-Forwards: x|Forward|7.6.2 no number",
        "OPTIONS|Max-Forwards: 99999999999999|Forward|7.6.2 large",
        "GET|Max-Forwards: 0|Forward|7.6.2 another method",
        "POST|Expect: 100-Continue|Forward|10.1.1 no case",
        "POST|Expect: 200-maybe|ExpectationFailed|10.1.1",
        "GET|CDN-Loop: edge.example; node=n2|Forward|RFC 8586 once more is allowed",
        "GET|CDN-Loop: edge.example; node=n1|LoopDetected|RFC 8586 2 this very node",
        "GET|CDN-Loop: edge.example, other, EDGE.example; v=1|LoopDetected|RFC 8586 2",
        "GET|CDN-Loop: edge.example~CDN-Loop: edge.example|LoopDetected|RFC 8586 2",
        "GET|CDN-Loop: edge.example.org, a; x=\"edge.example\"|Forward|RFC 8586 2 other names",
      })
  void requestsGoOnOrEndHere(String method, String fields, String decision, String section) {
    assertThat(FORWARDING.decide(request(method, fields), CLIENT).getClass().getSimpleName())
        .as(section)
        .isEqualTo(decision);
  }

  @Test
  void trustedProxiesAreBelieved() {
    RequestHead request =
        request("GET", "X-Forwarded-For: 198.51.100.7~X-Forwarded-Proto: https~Via: 1.0 a");
    assertThat(text(FORWARDING.fields(request, PROXY)))
        .isEqualTo(
            "Via: 1.0 a~Host: example.com~X-Forwarded-For: 198.51.100.7, 192.0.2.1"
                + "~X-Forwarded-Proto: https~Via: 2 headwater~CDN-Loop: edge.example;node=n1");
  }

  @Test
  void hopsAreCounted() {
    FieldList fields = FORWARDING.fields(request("OPTIONS", "Max-Forwards: 3"), CLIENT);
    assertThat(fields.get("Max-Forwards")).as("RFC 9110, 7.6.2").isEqualTo("2");
  }

  @Test
  void trailersAreAsked() {
    FieldList fields =
        FORWARDING.fields(request("GET", "TE: gzip, Trailers~Connection: TE"), PROXY);
    assertThat(fields.lines("TE")).as("RFC 9110, 10.1.4").containsExactly("trailers");
  }

  @Test
  void clientsOfOldNeverWaitForContinue() {
    ClientFacts old = new ClientFacts("192.0.2.1", "http", "example.com", "1.0", false);
    RequestHead request = request("POST", "Expect: 100-continue~Content-Length: 5");
    assertThat(FORWARDING.fields(request, old).has("Expect")).as("RFC 9110, 10.1.1").isFalse();
  }

  @Test
  void responsesLoseTheSameFields() {
    FieldList received =
        fields("Connection: a~A: 1~Keep-Alive: x~Proxy-Authenticate: Basic~C: 3~Via: 1.1 b");
    assertThat(text(ConnectionFields.without(received).build())).isEqualTo("C: 3~Via: 1.1 b");
  }

  @ParameterizedTest(name = "{3}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // status | version of the client | relayed | section of RFC 9110
        "100|1.1|false|10.1.1 each hop has its own",
        "101|1.1|false|7.8 each hop has its own",
        "102|1.1|true|15.2",
        "103|2|true|RFC 8297 2",
        "103|1.0|false|15.2 none to clients of old",
        "199|1.1|true|15.2 not known",
        "200|1.1|false|15.3 final",
      })
  void interimResponsesAreRelayed(int status, String client, boolean relayed, String section) {
    assertThat(Interim.isRelayed(status, client)).as(section).isEqualTo(relayed);
  }

  @Test
  void atLeastOnePassIsAllowed() {
    assertThatThrownBy(() -> new RequestForwarding("a", "b", "c", 0))
        .hasMessage("maxPasses: 0 (expected: >= 1)");
  }

  private static RequestHead request(String method, String lines) {
    return new RequestHead(method, "/", fields(lines));
  }

  /** Lines set apart by a tilde. */
  private static FieldList fields(String lines) {
    FieldList.Builder fields = FieldList.builder();
    for (String line : lines.split("~", -1)) {
      String[] parts = line.split(": ", 2);
      fields.add(parts[0], parts[1]);
    }
    return fields.build();
  }

  private static String text(FieldList fields) {
    return StreamSupport.stream(fields.spliterator(), false)
        .map((Field field) -> field.name() + ": " + field.value())
        .collect(Collectors.joining("~"));
  }
}
