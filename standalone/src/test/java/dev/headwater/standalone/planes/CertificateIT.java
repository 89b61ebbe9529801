package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.testing.TestIssuer;
import dev.headwater.engines.testing.TestIssuer.Issued;
import dev.headwater.platform.identity.CredentialSettings;
import dev.headwater.platform.identity.NodeCredential;
import dev.headwater.platform.identity.TlsSettings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is known by its certificate alone. */
class CertificateIT {
  private static final Duration RELOAD = Duration.ofMillis(50);
  private static final String NODE = "uri:spiffe://headwater/edge/node-0";

  @TempDir Path folder;

  @Test
  void aNodeFollowsOnWithACertificateOfAnotherIssuerWithoutARestart() throws IOException {
    Path tls = Files.createDirectory(folder.resolve("tls"));
    TestIssuer older = new TestIssuer(tls, "older");
    TestIssuer newer = new TestIssuer(tls, "newer");
    Issued server =
        older.issue("control", "dns:localhost").copy(Files.createDirectory(tls.resolve("control")));
    Issued old = older.issue("a node", NODE);
    Issued own = old.copy(Files.createDirectory(tls.resolve("node")));
    Path believed = Files.copy(older.trust(), tls.resolve("believed.pem"));
    Planes.Extra extra =
        new Planes.Extra(tls("internal.identity.", server, believed), ofNode(own, older.trust()));
    try (Planes planes = new Planes(folder, 1, 1, extra)) {
      JsonObject first = planes.purge("tags", "title-a");
      assertThat(planes.awaitState(first.getString("id"), "applied").getJsonArray("nodes"))
          .extracting(node -> ((JsonObject) node).getString("node"))
          .containsExactly("node-0");

      TestIssuer.put(newer.trust(), believed);
      Planes.until("the older issuer is believed no more", () -> !letsIn(planes, old, older));
      planes.wires.getFirst().cut();
      planes.wires.getFirst().mend();
      JsonObject second = planes.purge("tags", "title-b");
      long failures = failures(planes);
      Planes.until("the node is refused", () -> failures(planes) > failures + 3);
      assertThat(planes.applied(0)).isLessThan(second.getLong("sequence"));

      newer.issue("a node", NODE).replace(own);
      planes.awaitState(second.getString("id"), "applied");
    }
  }

  private static Map<String, String> tls(String group, Issued own, Path trust) {
    return Map.of(
        group + "tls.certificate", own.certificate().toString(),
        group + "tls.key", own.key().toString(),
        group + "tls.trust", trust.toString(),
        group + "tls.reload", RELOAD.toMillis() + "ms");
  }

  private static Map<String, String> ofNode(Issued own, Path trust) {
    Map<String, String> values = new HashMap<>(tls("feed.credential.", own, trust));
    values.put("feed.credential.token", "");
    values.put("feed.urls", "https://localhost:PORT");
    return values;
  }

  private static long failures(Planes planes) {
    try {
      return planes.metric(0, "headwater_feed_failures_total{");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a new connection with a certificate is answered. */
  private static boolean letsIn(Planes planes, Issued shown, TestIssuer issuer) {
    TlsSettings tls =
        new TlsSettings(
            Optional.of(shown.certificate()),
            Optional.of(shown.key()),
            Optional.of(issuer.trust()),
            RELOAD);
    NodeCredential credential =
        Planes.await(
            NodeCredential.open(planes.vertx, new CredentialSettings(Optional.empty(), tls)));
    HttpClient client = planes.vertx.createHttpClient(credential.secured(new HttpClientOptions()));
    try {
      return client
              .request(
                  HttpMethod.GET,
                  planes.controls.getFirst().internalPort(),
                  "localhost",
                  "/internal/feed")
              .compose(request -> request.send())
              .map(HttpClientResponse::statusCode)
              .await(10, TimeUnit.SECONDS)
          == 200;
    } catch (Exception refused) {
      return false;
    } finally {
      Planes.await(client.close());
    }
  }
}
