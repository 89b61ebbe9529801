package dev.headwater.edge.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import org.junit.jupiter.api.Test;

class HolderResponseTest {
  @Test
  void whatIsForTheHopBetweenNodesAloneIsLeftOut() {
    FieldList sent =
        FieldList.of(
            "Connection", "keep-alive, X-Hop",
            "Keep-Alive", "timeout=5",
            "Proxy-Authenticate", "Basic",
            "Upgrade", "h2c",
            "X-Hop", "1",
            "ETag", "\"1\"",
            "X-End", "2");
    assertThat(HolderResponse.fields(sent)).isEqualTo(FieldList.of("ETag", "\"1\"", "X-End", "2"));
  }

  @Test
  void whatTheHolderSaysOfItselfIsLeftOut() {
    FieldList sent =
        FieldList.of(
            "Cache-Status", "Origin;hit",
            "Headwater-Peer", "here",
            "Headwater-Peer-Proof", "p",
            "Cache-Status", "Headwater;hit");
    assertThat(HolderResponse.fields(sent)).isEqualTo(FieldList.of("Cache-Status", "Origin;hit"));
  }
}
