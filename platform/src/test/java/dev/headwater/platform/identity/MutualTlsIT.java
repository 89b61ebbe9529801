package dev.headwater.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.engines.testing.TestIssuer;
import dev.headwater.engines.testing.TestIssuer.Issued;
import dev.headwater.platform.identity.Recognition.Known;
import dev.headwater.platform.identity.Recognition.Refused;
import dev.headwater.platform.settings.Secret;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with certificates and tokens before a server that tells them who they are. */
class MutualTlsIT {
  private static final Duration RELOAD = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String ROOT = "0123456789abcdef".repeat(4);
  private static final Identity PARIS = new Identity(NodeRole.EDGE, "paris-1");

  @TempDir static Path issuers;
  private static TestIssuer issuer;
  private static TestIssuer stranger;
  private static Path trust;
  private static Issued server;
  private static Issued old;
  private static Issued newer;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @BeforeAll
  static void issueWhatSeveralNeed() {
    issuer = new TestIssuer(issuers, "ours");
    stranger = new TestIssuer(issuers, "theirs");
    trust = issuer.trust();
    server = issuer.issue("control", "dns:localhost");
    old = issuer.issue("edge:old", "");
    newer = issuer.issue("edge:new", "");
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aNodeIsKnownByTheUriOfItsCertificate() {
    HttpServer server = start(certificatesOnly());
    Issued paris = issuer.issue("whatever", "uri:spiffe://headwater/edge/paris-1");
    assertThat(ask(server, client(paris))).isEqualTo("edge:paris-1");
  }

  @Test
  void aNodeIsKnownByTheCommonNameOfACertificateWithoutUris() {
    HttpServer server = start(certificatesOnly());
    assertThat(ask(server, client(issuer.issue("worker:w1", "")))).isEqualTo("worker:w1");
  }

  @Test
  void aCredentialTellsWhoseItIsAsAServerFindsIt() {
    String token = new NodeTokens(new Secret(ROOT), Optional.empty()).issue(PARIS);
    Optional<Secret> own = Optional.of(new Secret(token));
    assertThat(identity(new CredentialSettings(own, trustOnly(trust)))).contains(PARIS);
    assertThat(identity(new CredentialSettings(own, tls(old))))
        .contains(new Identity(NodeRole.EDGE, "old"));
    Issued nobody = issuer.issue("somebody", "");
    assertThat(identity(new CredentialSettings(own, tls(nobody)))).contains(PARIS);
    assertThat(identity(new CredentialSettings(Optional.empty(), tls(nobody)))).isEmpty();
  }

  private Optional<Identity> identity(CredentialSettings settings) {
    return NodeCredential.open(vertx, settings).await().identity();
  }

  @Test
  void aTokenThatIsNoneIsRefusedWithoutBeingShown() {
    assertThatThrownBy(
            () -> new CredentialSettings(Optional.of(new Secret("secret")), trustOnly(trust)))
        .hasMessage("token: *** (expected: hw1.ROLE.NAME.MAC)");
  }

  @Test
  void aCertificateThatNamesNoNodeIsRefused() {
    HttpServer server = start(certificatesOnly());
    String two = "uri:spiffe://headwater/edge/a,uri:spiffe://headwater/edge/b";
    assertThat(ask(server, client(issuer.issue("edge:a", two)))).contains("several URIs");
    assertThat(ask(server, client(issuer.issue("edge:a", "uri:spiffe://other/edge/a"))))
        .contains("names no node");
    assertThat(ask(server, client(issuer.issue("admin:a", "")))).contains("names no node");
  }

  @Test
  void aStrangersCertificateEndsTheHandshake() {
    HttpServer server = start(certificatesOnly());
    Issued theirs = stranger.issue("edge:old", "");
    assertThatTheHandshakeFails(() -> ask(server, client(theirs)));
    HttpClientAgent without = client(new CredentialSettings(Optional.empty(), trustOnly(trust)));
    assertThatTheHandshakeFails(() -> ask(server, without));
  }

  @Test
  void aClientDoesNotTalkToAServerOfAnotherIssuer() {
    HttpServer server = start(certificatesOnly());
    HttpClientAgent client =
        client(new CredentialSettings(Optional.empty(), trustOnly(stranger.trust())));
    assertThatTheHandshakeFails(() -> ask(server, client));
  }

  /** In TLS 1.3 a client learns that its certificate is refused after it believes to be done. */
  private static void assertThatTheHandshakeFails(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IOException.class, DecoderException.class, VertxException.class);
  }

  @Test
  void aNodeWithoutACertificateIsKnownByItsTokenUntilItIsRevoked() {
    Secret root = new Secret(ROOT);
    String token = new NodeTokens(root, Optional.empty()).issue(PARIS);
    CredentialSettings own =
        new CredentialSettings(Optional.of(new Secret(token)), trustOnly(trust));
    HttpServer server = start(tokensToo(root, List.of()));
    assertThat(ask(server, client(own), own)).isEqualTo("edge:paris-1");
    assertThat(ask(server, client(own))).contains("neither a client certificate nor a node token");
    HttpServer strict = start(tokensToo(root, List.of("paris-1")));
    assertThat(ask(strict, client(own), own)).isEqualTo("the node edge:paris-1 is revoked");
    HttpServer stricter = start(tokensToo(root, List.of("old")));
    assertThat(ask(stricter, client(old))).isEqualTo("the node edge:old is revoked");
  }

  @Test
  void replacedFilesAreUsedByNewConnectionsOfServerAndClient() throws Exception {
    Issued ofServer = server.copy(Files.createDirectory(folder.resolve("server")));
    HttpServer running = start(certificatesOnly(ofServer));
    Issued ofClient = old.copy(folder);
    HttpClientAgent client = client(ofClient);
    assertThat(ask(running, client)).isEqualTo("edge:old");
    Object before = shown(running, client);
    newer.replace(ofClient);
    await(() -> ask(running, client), "edge:new");
    issuer.issue("control", "dns:localhost").replace(ofServer);
    await(() -> !shown(running, client).equals(before), true);
    assertThat(ask(running, client)).isEqualTo("edge:new");
  }

  @Test
  void aCertificateIsNotUsedBeforeItsKeyIsThere() {
    HttpServer running = start(certificatesOnly());
    Issued used = old.copy(folder);
    HttpClientAgent client = client(used);
    TestIssuer.put(newer.certificate(), used.certificate());
    LockSupport.parkNanos(RELOAD.multipliedBy(5).toNanos());
    assertThat(ask(running, client)).isEqualTo("edge:old");
    TestIssuer.put(newer.key(), used.key());
    await(() -> ask(running, client), "edge:new");
  }

  @Test
  void filesThatDoNotFitTogetherStopTheStart() throws Exception {
    Issued mixed = new Issued(old.certificate(), newer.key());
    assertThatThrownBy(() -> client(mixed))
        .hasMessageContaining("the key is not that of the certificate, CN=edge:old");
    Path none = Files.writeString(folder.resolve("none"), "no key");
    assertThatThrownBy(() -> client(new Issued(old.certificate(), none)))
        .hasMessageContaining("no certificate or key in PEM form");
  }

  private static IdentitySettings certificatesOnly() {
    return certificatesOnly(server);
  }

  private static IdentitySettings certificatesOnly(Issued own) {
    return new IdentitySettings(Optional.empty(), Optional.empty(), List.of(), tls(own));
  }

  private static IdentitySettings tokensToo(Secret root, List<String> revoked) {
    return new IdentitySettings(Optional.of(root), Optional.empty(), revoked, tls(server));
  }

  private static TlsSettings tls(Issued own) {
    return new TlsSettings(
        Optional.of(own.certificate()), Optional.of(own.key()), Optional.of(trust), RELOAD);
  }

  private static TlsSettings trustOnly(Path believed) {
    return new TlsSettings(Optional.empty(), Optional.empty(), Optional.of(believed), RELOAD);
  }

  private HttpServer start(IdentitySettings settings) {
    IdentityCheck check = IdentityCheck.open(vertx, settings).await();
    HttpServer server =
        vertx
            .createHttpServer(check.secured(new HttpServerOptions()))
            .requestHandler(request -> answer(request, check.recognise(request)))
            .listen(0, "localhost")
            .await();
    check.follow(server);
    return server;
  }

  private static void answer(HttpServerRequest request, Recognition caller) {
    String text =
        switch (caller) {
          case Known known -> known.identity().toString();
          case Refused refused -> refused.reason();
        };
    request.response().putHeader("Connection", "close").end(text);
  }

  private HttpClientAgent client(Issued own) {
    return client(new CredentialSettings(Optional.empty(), tls(own)));
  }

  private HttpClientAgent client(CredentialSettings settings) {
    NodeCredential credential = NodeCredential.open(vertx, settings).await();
    HttpClientAgent client = vertx.createHttpClient(credential.secured(new HttpClientOptions()));
    credential.follow(client);
    return client;
  }

  private String ask(HttpServer server, HttpClientAgent client) {
    return ask(server, client, new CredentialSettings(Optional.empty(), trustOnly(trust)));
  }

  private String ask(HttpServer server, HttpClientAgent client, CredentialSettings signing) {
    NodeCredential credential = NodeCredential.open(vertx, signing).await();
    return client
        .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
        .compose(request -> {
          credential.sign(request.headers());
          return request.send().compose(HttpClientResponse::body);
        })
        .await()
        .toString();
  }

  /** The certificate that the server shows to a new connection. */
  private static Object shown(HttpServer server, HttpClientAgent client) {
    return client
        .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
        .compose(request ->
            request
                .send()
                .compose(response -> response.body().map(_ -> first(request.connection()))))
        .await();
  }

  private static Object first(HttpConnection connection) {
    try {
      return connection.peerCertificates().getFirst();
    } catch (SSLPeerUnverifiedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> void await(Supplier<T> question, T answer) {
    long begun = System.nanoTime();
    while (!question.get().equals(answer)) {
      if (System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new AssertionError("not within " + LIMIT + ": " + answer);
      }
      LockSupport.parkNanos(RELOAD.toNanos());
    }
  }
}
