package dev.headwater.platform.store.s3;

import dev.headwater.platform.aws.AwsCredentials;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests with AWS Signature Version 4. A body that has a checksum is not signed: the
 * checksum is, which costs far less. Thread-safe.
 */
final class S3Signature {
  /** The signer leaves a body unsigned for this scheme only; the scheme itself isn't signed. */
  private static final String SCHEME = "https";

  private static final ContentStreamProvider NOTHING =
      ContentStreamProvider.fromByteArrayUnsafe(new byte[0]);

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final S3Address address;
  private final String region;
  private final AwsCredentials credentials;

  S3Signature(S3Address address, String region, AwsCredentials credentials) {
    this.address = address;
    this.region = region;
    this.credentials = credentials;
  }

  private static ContentStreamProvider payload(S3Request request) {
    Buffer body = request.body();
    return body == null || !request.isBodySigned()
        ? NOTHING
        : ContentStreamProvider.fromByteArrayUnsafe(body.getBytes());
  }

  /** All headers of the request, {@code Host} among them. */
  MultiMap headers(S3Request request) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method().name()))
            .protocol(SCHEME)
            .host(address.host())
            .port(address.port())
            .encodedPath(request.path());
    request.query().forEach(unsigned::putRawQueryParameter);
    request.headers().forEach(unsigned::putHeader);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    AwsCredentialsIdentity identity = credentials.identity();
    signer
        .sign(signing ->
            signing
                .identity(identity)
                .request(unsigned.build())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .payload(payload(request))
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, request.isBodySigned()))
        .request()
        .forEachHeader((name, values) -> headers.add(name, values));
    return headers;
  }
}
