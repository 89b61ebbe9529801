package dev.headwater.platform.aws;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs calls of one service of AWS with AWS Signature Version 4. Immutable.
 *
 * @param service as it is named in signatures
 */
public record AwsSignature(String service, String region) {
  /** Which the client sets itself, to the same values. */
  private static final Set<String> CLIENTS_OWN = clientsOwn();

  private static Set<String> clientsOwn() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(Set.of("Host", "Content-Length"));
    return names;
  }

  /** A call that is to be signed. */
  public record Call(String method, URI address, Map<String, String> headers, String body) {}

  /** All headers that the call needs beside the client's own. */
  public Map<String, String> headers(Call call, AwsCredentialsIdentity identity) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(call.method)).uri(call.address);
    call.headers.forEach(unsigned::putHeader);
    Map<String, String> headers = new LinkedHashMap<>();
    AwsV4HttpSigner.create()
        .sign(signing ->
            signing
                .identity(identity)
                .request(unsigned.build())
                .payload(ContentStreamProvider.fromUtf8String(call.body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region))
        .request()
        .forEachHeader((name, values) -> {
          if (!CLIENTS_OWN.contains(name)) {
            headers.put(name, String.join(",", values));
          }
        });
    return headers;
  }
}
