package dev.headwater.standalone;

import io.vertx.core.json.JsonObject;

/** A failure as the one JSON document that a command with {@code --json} prints. */
final class ErrorDocument {
  private ErrorDocument() {}

  static String of(CommandFailure failure) {
    return new JsonObject().put("error", failure.getMessage()).encode();
  }
}
