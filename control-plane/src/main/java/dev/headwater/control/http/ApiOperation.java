package dev.headwater.control.http;

/** What one operation of the OpenAPI document does. Thread-safe; runs on virtual threads. */
@FunctionalInterface
interface ApiOperation {
  /** Throws RefusedException where it can't be done. */
  ApiAnswer perform(ApiCall call);
}
