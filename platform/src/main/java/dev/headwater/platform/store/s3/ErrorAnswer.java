package dev.headwater.platform.store.s3;

import dev.headwater.platform.xml.XmlElement;
import io.vertx.core.Future;

/** The XML document that the S3 API puts into answers that are no success. */
final class ErrorAnswer {
  static final String ELEMENT = "Error";

  /** Real ones have some hundred bytes. */
  private static final int MAX_BYTES = 16 * 1024;

  private ErrorAnswer() {}

  /** The API's word for what is wrong; empty where the answer has none. */
  static Future<String> code(S3Body body) {
    return body.collect(MAX_BYTES)
        .map(document -> XmlElement.parse(document).map(ErrorAnswer::code).orElse(""));
  }

  /** Of an element that is an error; empty for all others. */
  static String code(XmlElement element) {
    return element.name().equals(ELEMENT) ? element.text("Code") : "";
  }
}
