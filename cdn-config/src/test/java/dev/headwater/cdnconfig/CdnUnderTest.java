package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.engines.FreePort;
import dev.headwater.engines.testing.ListeningProcess;
import dev.headwater.engines.testing.NginxProgram;
import dev.headwater.engines.testing.VarnishProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The real program with a rendered file, and a viewer before it. */
final class CdnUnderTest implements AutoCloseable {
  private final ListeningProcess process;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Started, and listening. */
  CdnUnderTest(Cdn cdn, CachePolicy policy, String origin, Path folder) throws IOException {
    port = FreePort.choose();
    Site site =
        new Site(
            origin, port, folder.resolve("kept").toString(), folder.resolve("secrets").toString());
    Files.createDirectories(folder.resolve("kept-purged"));
    Secrets.writeNone(folder);
    List<RenderedFile> files = cdn.render(policy, site).files();
    for (RenderedFile one : files) {
      Files.writeString(folder.resolve(one.name()), one.text());
    }
    if (cdn == Cdn.VARNISH) {
      VarnishSecrets.example(folder, files.getLast());
    }
    Path file = folder.resolve(files.getFirst().name());
    process = new ListeningProcess(command(cdn, folder, file), port, folder.resolve("log"));
  }

  private List<String> command(Cdn cdn, Path folder, Path file) throws IOException {
    return switch (cdn) {
      case NGINX -> NginxProgram.command(folder, "include " + file.getFileName() + ";");
      case VARNISH -> VarnishProgram.command(folder.resolve("kept"), file, port);
      case CLOUDFRONT, HEADWATER -> throw new IllegalArgumentException("not started here");
    };
  }

  static void await(BooleanSupplier condition, String what) {
    ListeningProcess.await(condition, what);
  }

  int port() {
    return port;
  }

  /** Asks with these fields, name and value in turn. */
  HttpResponse<String> get(String path, String... fields) {
    return ask(path, fields).join();
  }

  /** The same, without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> ask(String path, String... fields) {
    return send("GET", path, fields);
  }

  /** The same with another method. */
  CompletableFuture<HttpResponse<String>> send(String method, String path, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody())
            .timeout(ListeningProcess.LIMIT);
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
