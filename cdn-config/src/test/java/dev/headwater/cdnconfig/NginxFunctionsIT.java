package dev.headwater.cdnconfig;

import dev.headwater.engines.FreePort;
import dev.headwater.engines.testing.ListeningProcess;
import dev.headwater.engines.testing.NginxProgram;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The functions as nginx has them, asked by real requests: a server for each case. */
class NginxFunctionsIT {
  private static final String SETTINGS =
      """
      server_names_hash_max_size 4096;
      variables_hash_max_size 4096;
      large_client_header_buffers 4 16k;
      set_real_ip_from 127.0.0.1;
      real_ip_header Test-Address;
      merge_slashes off;
      absolute_redirect off;
      """;

  private static List<FunctionCase> cases = List.of();
  private static int port;
  private static ListeningProcess nginx;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    cases = FunctionCase.all();
    port = FreePort.choose();
    StringBuilder text = new StringBuilder(SETTINGS);
    for (int i = 0; i < cases.size(); i++) {
      FunctionCase one = cases.get(i);
      Integer now = one.json().getInteger("now");
      String clock = now == null ? "" : "const Date = { now: () => " + now + "000 };\n";
      Files.writeString(
          folder.resolve("case" + i + ".js"), clock + one.rendered(FunctionHost.NGINX));
      text.append(one.isOfResponse() ? after(i, one) : before(i));
    }
    nginx =
        new ListeningProcess(
            NginxProgram.command(folder, text.toString()), port, folder.resolve("log"));
  }

  /** A function before anything: it answers itself, or the request goes on, here as JSON. */
  private static String before(int number) {
    return """
    js_import case%1$d from case%1$d.js;
    js_set $case%1$d_status case%1$d.status;
    js_set $case%1$d_request case%1$d.request;
    server {
      listen 127.0.0.1:%2$d;
      server_name case%1$d;
      if ($case%1$d_status) {
        return 418;
      }
      error_page 418 = @case;
      location @case {
        js_content case%1$d.respond;
      }
      location / {
        return 200 $case%1$d_request;
      }
    }
    """
        .formatted(number, port);
  }

  /** A function after everything. */
  private static String after(int number, FunctionCase one) {
    return """
    js_import case%1$d from case%1$d.js;
    server {
      listen 127.0.0.1:%2$d;
      server_name case%1$d;
      location / {
        js_header_filter case%1$d.response;
        proxy_pass http://127.0.0.1:%2$d;
        proxy_set_header Host origin%1$d;
      }
    }
    server {
      listen 127.0.0.1:%2$d;
      server_name origin%1$d;
      location / {
        %3$s
        return 200;
      }
    }
    """
        .formatted(number, port, added(one.event()));
  }

  private static String added(JsonObject event) {
    StringBuilder text = new StringBuilder();
    JsonObject headers = event.getJsonObject("response").getJsonObject("headers");
    for (String name : headers.fieldNames()) {
      JsonObject one = headers.getJsonObject(name);
      one.getJsonArray("multiValue", new JsonArray().add(one))
          .forEach(each ->
              text.append(
                  "add_header %s '%s';".formatted(name, ((JsonObject) each).getString("value"))));
    }
    return text.toString();
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCase() {
    return IntStream.range(0, cases.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                cases.get(i).toString(), () -> cases.get(i).check(answer(i, cases.get(i)))));
  }

  private static JsonObject answer(int number, FunctionCase one) throws IOException {
    RawAnswer answer = RawAnswer.to(port, "case" + number, one.event());
    return answer.status() == 200 && !one.isOfResponse()
        ? new JsonObject(answer.body())
        : answer.json();
  }
}
