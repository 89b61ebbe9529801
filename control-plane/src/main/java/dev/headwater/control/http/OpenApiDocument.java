package dev.headwater.control.http;

import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document that the API is made from. Immutable.
 *
 * @param yaml as it was written
 * @param json the same as JSON
 * @param contract the same, resolved
 */
record OpenApiDocument(Buffer yaml, JsonObject json, OpenAPIContract contract) {
  private static final String RESOURCE = "/api/openapi.yaml";

  /** Fails where the document is not a valid one. */
  static Future<OpenApiDocument> load(Vertx vertx) {
    return WorkerThreads.run(vertx, OpenApiDocument::read)
        .compose(yaml -> {
          JsonObject json = parse(yaml);
          return OpenAPIContract.from(vertx, forRequests(json))
              .map(contract -> new OpenApiDocument(yaml, json, contract));
        });
  }

  /**
   * What requests are checked against: without the parts on answers and addresses, of which the
   * library takes neither problem details nor relative URLs, and without the bytes of uploads, of
   * whose media type it knows nothing.
   */
  private static JsonObject forRequests(JsonObject json) {
    JsonObject copy = json.copy();
    copy.remove("servers");
    JsonObject responses = copy.getJsonObject("components").getJsonObject("responses");
    responses.forEach(response -> ((JsonObject) response.getValue()).remove("content"));
    copy.getJsonObject("paths")
        .forEach(path -> ((JsonObject) path.getValue()).forEach(OpenApiDocument::dropBytes));
    return copy;
  }

  private static void dropBytes(Map.Entry<String, Object> operation) {
    if (operation.getValue() instanceof JsonObject json
        && json.getJsonObject("requestBody", new JsonObject())
            .getJsonObject("content", new JsonObject())
            .containsKey("application/offset+octet-stream")) {
      json.remove("requestBody");
    }
  }

  private static Buffer read() throws IOException {
    try (InputStream stream = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      return Buffer.buffer(Objects.requireNonNull(stream, RESOURCE).readAllBytes());
    }
  }

  @SuppressWarnings("unchecked") // A YAML document whose root is a mapping with text keys.
  private static JsonObject parse(Buffer yaml) {
    Load load = new Load(LoadSettings.builder().setLabel(RESOURCE).build());
    return new JsonObject((Map<String, Object>) load.loadFromString(yaml.toString()));
  }
}
