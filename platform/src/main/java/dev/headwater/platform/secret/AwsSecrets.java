package dev.headwater.platform.secret;

import dev.headwater.platform.aws.AwsCredentials;
import dev.headwater.platform.aws.AwsSignature;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in AWS Secrets Manager: {@code NAME} or an ARN; {@code NAME#KEY} where the secret is a
 * JSON object, as those of databases are. Thread-safe.
 *
 * <p>Region and credentials come from the variables that all of AWS's programs take ({@code
 * AWS_REGION}, {@code AWS_ACCESS_KEY_ID}, ...), and so does another address ({@code
 * AWS_ENDPOINT_URL_SECRETS_MANAGER}).
 */
final class AwsSecrets implements SecretStore {
  /** How often secrets are read again; each call costs 5 millionths of a dollar. */
  static final Duration USUAL_INTERVAL = Duration.ofMinutes(1);

  private static final String SERVICE = "secretsmanager";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type",
          "application/x-amz-json-1.1",
          "X-Amz-Target",
          "secretsmanager.GetSecretValue");

  private final Map<String, String> environment;
  private final Duration interval;

  AwsSecrets(Map<String, String> environment, Duration interval) {
    this.environment = Map.copyOf(environment);
    this.interval = interval;
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.of(interval);
  }

  @Override
  public String read(String name) {
    int hash = name.lastIndexOf('#');
    String id = hash < 0 ? name : name.substring(0, hash);
    String text = secretString(SecretHttp.send(request(id)));
    return hash < 0 ? text : member(text, name.substring(hash + 1));
  }

  private HttpRequest.Builder request(String id) {
    String region = region(id);
    URI endpoint = endpoint(region);
    String body = new JsonObject().put("SecretId", id).encode();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString(body));
    AwsSignature.Call call = new AwsSignature.Call("POST", endpoint, HEADERS, body);
    new AwsSignature(SERVICE, region)
        .headers(call, credentials().identity())
        .forEach(request::header);
    return request;
  }

  private AwsCredentials credentials() {
    return new AwsCredentials(
        new Secret(required("AWS_ACCESS_KEY_ID")),
        new Secret(required("AWS_SECRET_ACCESS_KEY")),
        variable("AWS_SESSION_TOKEN").map(Secret::new));
  }

  private String required(String name) {
    return variable(name).orElseThrow(() -> new SecretException(name + ": not set"));
  }

  /** That of an ARN ({@code arn:aws:secretsmanager:REGION:...}), else that of the environment. */
  private String region(String id) {
    String[] parts = id.split(":", 5);
    if (parts.length == 5 && parts[0].equals("arn")) {
      return parts[3];
    }
    return variable("AWS_REGION")
        .or(() -> variable("AWS_DEFAULT_REGION"))
        .orElseThrow(
            () -> new SecretException("AWS_REGION: not set (expected: such as eu-central-1)"));
  }

  private URI endpoint(String region) {
    String address =
        variable("AWS_ENDPOINT_URL_SECRETS_MANAGER")
            .or(() -> variable("AWS_ENDPOINT_URL"))
            .orElseGet(() ->
                "https://secretsmanager.%s.amazonaws.com%s"
                    .formatted(region, region.startsWith("cn-") ? ".cn" : ""));
    try {
      return URI.create(address.replaceAll("/+$", "") + "/");
    } catch (IllegalArgumentException e) {
      throw new SecretException("no address of Secrets Manager (expected: https://HOST)", e);
    }
  }

  private static String secretString(SecretHttp.Answer answer) {
    if (answer.status() == 200) {
      if (answer.body().getValue("SecretString") instanceof String text && !text.isEmpty()) {
        return text;
      }
      throw new SecretException("the secret is no text (expected: a SecretString)");
    }
    String type = answer.body().getString("__type", "").replaceFirst(".*#", "");
    throw new SecretException(
        type.equals("ResourceNotFoundException")
            ? "no such secret in Secrets Manager"
            : "Secrets Manager answers %d %s".formatted(answer.status(), type).strip());
  }

  private static String member(String text, String key) {
    try {
      if (new JsonObject(text).getValue(key) instanceof String value && !value.isEmpty()) {
        return value;
      }
    } catch (DecodeException | ClassCastException e) {
      throw new SecretException("the secret is no JSON object, so it has no key"); // nor a cause
    }
    throw new SecretException("no text under that key in the secret");
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
