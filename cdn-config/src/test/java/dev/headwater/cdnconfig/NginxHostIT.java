package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FreePort;
import dev.headwater.engines.testing.ListeningProcess;
import dev.headwater.engines.testing.NginxProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What nginx makes of functions that fail, and of the answers of those that don't. */
class NginxHostIT {
  private static final List<String> FAILING =
      List.of(
          "throw new Error('x');",
          "return undefined.x;",
          "return;",
          "return 5;",
          "return {};",
          "return { statusCode: 0 };",
          "return handler(event);");

  private static final String ANSWERING =
      """
      return {
        statusCode: 203,
        headers: { 'x-one': { value: 'a' }, location: { value: '/there' } },
        cookies: { seen: { value: '1', attributes: 'Path=/' }, many: { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] } },
        body: { encoding: 'base64', data: 'YmluYXJ5AA==' }
      };\
      """;

  private static final String TELLING =
      "return { statusCode: 200, headers: {}, body: JSON.stringify(event.request) };";

  private static int port;
  private static ListeningProcess nginx;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    port = FreePort.choose();
    StringBuilder text = new StringBuilder("absolute_redirect off;\n");
    for (int i = 0; i < FAILING.size(); i++) {
      text.append(server(folder, "failing" + i, FAILING.get(i)));
    }
    text.append(server(folder, "answering", ANSWERING));
    text.append(server(folder, "telling", TELLING));
    text.append(server(folder, "same", "return event.request;"));
    nginx =
        new ListeningProcess(
            NginxProgram.command(folder, text.toString()), port, folder.resolve("log"));
  }

  /** As the documentation puts a function before what nginx serves. */
  private static String server(Path folder, String name, String body) throws IOException {
    String source = "function handler(event) {\n" + body + "\n}\n";
    String rendered = FunctionHost.NGINX.render(EdgeFunction.GEO, "{}").text();
    Files.writeString(
        folder.resolve(name + ".js"), rendered.replace(EdgeFunction.GEO.source(), source));
    return """
    js_import %1$s from %1$s.js;
    js_set $%1$s_status %1$s.status;
    server {
      listen 127.0.0.1:%2$d;
      server_name %1$s;
      if ($%1$s_status) {
        return 419;
      }
      error_page 419 = @%1$s;
      location @%1$s {
        js_content %1$s.respond;
      }
      location / {
        return 200 served;
      }
    }
    """
        .formatted(name, port);
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
    }
  }

  private static RawAnswer ask(String server, String target, String... lines) throws IOException {
    return RawAnswer.of(
        port,
        "GET %s HTTP/1.0\r\nHost: %s\r\n%s\r\n"
            .formatted(
                target,
                server,
                String.join("", List.of(lines).stream().map(l -> l + "\r\n").toList())));
  }

  @ParameterizedTest
  @FieldSource("FAILING")
  void nothingIsServedPastAFunctionThatFails(String body) throws IOException {
    RawAnswer answer = ask("failing" + FAILING.indexOf(body), "/a");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.fields()).contains("cache-control: no-store");
    assertThat(answer.body()).doesNotContain("served");
  }

  @Test
  void aFunctionThatChangesNothingLetsAllPass() throws IOException {
    assertThat(ask("same", "/%c3%bc").body()).isEqualTo("served");
    assertThat(ask("same", "/%ff").body()).isEqualTo("served");
  }

  @Test
  void answersHaveTheirCookiesAndTheirContent() throws IOException {
    RawAnswer answer = ask("answering", "/a");
    assertThat(answer.status()).isEqualTo(203);
    assertThat(answer.fields())
        .contains(
            "x-one: a", "Set-Cookie: seen=1; Path=/", "Set-Cookie: many=a", "Set-Cookie: many=b");
    assertThat(answer.body()).isEqualTo("binary\0");
  }

  @Test
  void everyNameOfAViewersIsAName() throws IOException {
    String body =
        ask("telling", "/a?__proto__=1&b=2&b=3&constructor=4", "Cookie: __proto__=5; c=6; c=7")
            .body();
    assertThat(body)
        .contains(
            "\"querystring\":{\"__proto__\":{\"value\":\"1\"},\"b\":{\"value\":\"2\",\"multiValue\":[{\"value\":\"2\"},{\"value\":\"3\"}]},\"constructor\":{\"value\":\"4\"}}",
            "\"cookies\":{\"__proto__\":{\"value\":\"5\"},\"c\":{\"value\":\"6\",\"multiValue\":[{\"value\":\"6\"},{\"value\":\"7\"}]}}");
  }
}
