package dev.headwater.platform.secret;

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
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs calls of Secrets Manager with AWS Signature Version 4. Immutable. */
record AwsSignature(Map<String, String> environment, String region) {
  private static final String SERVICE = "secretsmanager";

  /** Which the client sets itself, to the same values. */
  private static final Set<String> CLIENTS_OWN = clientsOwn();

  private static Set<String> clientsOwn() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(Set.of("Host", "Content-Length"));
    return names;
  }

  /** All that the request needs beside the client's own. */
  Map<String, String> headers(URI endpoint, byte[] body) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "secretsmanager.GetSecretValue")
            .build();
    Map<String, String> headers = new LinkedHashMap<>();
    AwsV4HttpSigner.create()
        .sign(signing ->
            signing
                .identity(identity())
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region))
        .request()
        .forEachHeader((name, values) -> {
          if (!CLIENTS_OWN.contains(name)) {
            headers.put(name, String.join(",", values));
          }
        });
    return headers;
  }

  private AwsCredentialsIdentity identity() {
    String key = required("AWS_ACCESS_KEY_ID");
    String secret = required("AWS_SECRET_ACCESS_KEY");
    String session = environment.getOrDefault("AWS_SESSION_TOKEN", "");
    return session.isBlank()
        ? AwsCredentialsIdentity.create(key, secret)
        : AwsSessionCredentialsIdentity.create(key, secret, session);
  }

  private String required(String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new SecretException(variable + ": not set");
    }
    return value;
  }

  @Override
  public String toString() {
    return "a signature for " + region;
  }
}
