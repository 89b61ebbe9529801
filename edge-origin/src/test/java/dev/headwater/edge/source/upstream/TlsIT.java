package dev.headwater.edge.source.upstream;

import static dev.headwater.edge.source.upstream.Loop.request;
import static dev.headwater.edge.source.upstream.RawUpstream.ok;
import static dev.headwater.edge.source.upstream.RawUpstream.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.platform.runtime.EventLoops;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An upstream server that speaks TLS. */
class TlsIT {
  private final Vertx vertx = EventLoops.start(new VertxOptions());
  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final RawUpstream upstream =
      RawUpstream.start(
          vertx,
          new NetServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()),
          says(ok("secret")));

  @AfterEach
  void close() {
    Loop.await(vertx.close());
    certificate.delete();
  }

  private Loop loop(String host, boolean trusted) {
    Map<String, String> values = new HashMap<>();
    values.put("urls", "https://" + host + ":" + upstream.port());
    if (trusted) {
      values.put("tls.trust", certificate.certificatePath());
    }
    return new Loop(vertx, SettingsOf.bind(values));
  }

  @Test
  void trustedServerIsAsked() {
    try (Loop loop = loop("localhost", true)) {
      assertThat(loop.get("/1").content().toString()).isEqualTo("secret");
      assertThat(loop.get("/2").content().toString()).isEqualTo("secret");
    }
    assertThat(upstream.accepted).hasValue(1);
  }

  @Test
  void serverOfUnknownAuthorityIsNot() {
    try (Loop loop = loop("localhost", false)) {
      assertThat(loop.failure(request("GET", "/"))).isInstanceOf(Failure.SourceUnavailable.class);
    }
    assertThat(upstream.requests).isEmpty();
  }

  /** RFC 9110, section 4.3.4. */
  @Test
  void serverOfAnotherNameIsNot() {
    try (Loop loop = loop("127.0.0.1", true)) {
      assertThat(loop.failure(request("GET", "/"))).isInstanceOf(Failure.SourceUnavailable.class);
    }
    assertThat(upstream.requests).isEmpty();
  }

  @Test
  void plainServerIsNoTlsServer() {
    NetServer plain =
        Loop.await(
            vertx
                .createNetServer()
                .connectHandler(socket -> socket.end(Buffer.buffer("HTTP/1.1 400 What?\r\n\r\n")))
                .listen(0, "localhost"));
    Map<String, String> values = Map.of("urls", "https://localhost:" + plain.actualPort());
    try (Loop loop = new Loop(vertx, SettingsOf.bind(values))) {
      assertThat(loop.failure(request("GET", "/"))).isInstanceOf(Failure.SourceUnavailable.class);
    }
  }

  @Test
  void silentServerIsGivenUpAtTheTimeLimit() {
    RawUpstream silent = RawUpstream.start(vertx, (_, _) -> {});
    Map<String, String> values =
        Map.of("urls", "https://localhost:" + silent.port(), "first-byte-timeout", "300ms");
    try (Loop loop = new Loop(vertx, SettingsOf.bind(values))) {
      assertThat(loop.failure(request("GET", "/")))
          .isInstanceOfAny(Failure.SourceTimeout.class, Failure.SourceUnavailable.class);
      loop.until(() -> silent.open.get() == 0);
    }
  }
}
