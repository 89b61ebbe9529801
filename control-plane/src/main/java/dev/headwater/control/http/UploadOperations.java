package dev.headwater.control.http;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.upload.IncomingSource;
import dev.headwater.control.upload.resumable.Checksum;
import dev.headwater.control.upload.resumable.ResumableUploads;
import dev.headwater.control.upload.resumable.Upload;
import dev.headwater.control.upload.resumable.UploadMetadata;
import io.vertx.core.http.HttpHeaders;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** The operations tagged {@code uploads}: tus 1.0.0. */
record UploadOperations(ResumableUploads uploads) {
  static final String VERSION = "1.0.0";
  static final String EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration";

  private static final String BYTES = "application/offset+octet-stream";

  Map<String, ApiOperation> byId() {
    return Map.of(
        "uploadOptions", this::options,
        "oneUploadOptions", this::options,
        "createUpload", checked(this::create),
        "headUpload", checked(this::head),
        "patchUpload", checked(this::patch),
        "deleteUpload", checked(this::delete));
  }

  /** Also a refusal names the version (tus 1.0.0, Tus-Resumable). */
  private static ApiOperation checked(ApiOperation operation) {
    return call -> {
      try {
        checkVersion(call);
        return operation.perform(call);
      } catch (RefusedException e) {
        ApiAnswer refusal = Problems.of(e);
        return e.reason() == Reason.UNSUPPORTED_VERSION
            ? refusal.with("Tus-Version", VERSION)
            : refusal;
      }
    };
  }

  private static void checkVersion(ApiCall call) {
    String version = call.header("Tus-Resumable").orElse("");
    if (!version.equals(VERSION)) {
      throw new RefusedException(
          Reason.UNSUPPORTED_VERSION,
          "Tus-Resumable: '%s' (expected: %s)".formatted(version, VERSION));
    }
  }

  private ApiAnswer options(ApiCall call) {
    return ApiAnswer.noContent()
        .with("Tus-Version", VERSION)
        .with("Tus-Extension", EXTENSIONS)
        .with("Tus-Max-Size", Long.toString(uploads.maxBytes()))
        .with("Tus-Checksum-Algorithm", Checksum.names());
  }

  private ApiAnswer create(ApiCall call) {
    UploadMetadata metadata = UploadMetadata.parse(call.header("Upload-Metadata").orElse(""));
    Upload upload =
        uploads.create(
            call.person(), number(call, "Upload-Length"), metadata, first(call), checksum(call));
    return at(upload, 201).with("Location", "/api/v1/uploads/" + upload.id());
  }

  /** Empty where the call brings no bytes. */
  private static Optional<IncomingSource> first(ApiCall call) {
    String type = call.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (!BYTES.equals(type) && !RequestBodies.isUnread(call.request())) {
      return Optional.empty();
    }
    checkBytes(call);
    return Optional.of(call.source());
  }

  private ApiAnswer head(ApiCall call) {
    Upload upload = uploads.find(call.person(), call.path("id"));
    return at(upload, 200)
        .with("Upload-Length", Long.toString(upload.length()))
        .with("Upload-Metadata", upload.metadata());
  }

  private ApiAnswer patch(ApiCall call) {
    checkBytes(call);
    return at(
        uploads.receive(
            call.person(),
            call.path("id"),
            number(call, "Upload-Offset"),
            call.source(),
            checksum(call)),
        204);
  }

  private ApiAnswer delete(ApiCall call) {
    uploads.delete(call.person(), call.path("id"));
    return ApiAnswer.noContent();
  }

  private static ApiAnswer at(Upload upload, int status) {
    return new ApiAnswer(status, null, Map.of())
        .with("Upload-Offset", Long.toString(upload.received()))
        .with(
            "Upload-Expires",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                upload.expiresAt().atOffset(ZoneOffset.UTC)));
  }

  private static void checkBytes(ApiCall call) {
    String type = call.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (!BYTES.equals(type)) {
      throw new RefusedException(
          Reason.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type: '%s' (expected: %s)".formatted(type, BYTES));
    }
  }

  private static Optional<Checksum> checksum(ApiCall call) {
    return call.header("Upload-Checksum").map(Checksum::parse);
  }

  /** Of at most 18 digits, as the document says. */
  private static long number(ApiCall call, String header) {
    return Long.parseLong(call.header(header).orElseThrow());
  }
}
