package dev.headwater.control.cdn;

import dev.headwater.control.cdn.CdnCalls.Answer;
import dev.headwater.platform.aws.AwsCredentials;
import dev.headwater.platform.aws.AwsSignature;
import dev.headwater.platform.xml.XmlElement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A distribution of CloudFront, purged by invalidations (its API of 2020-05-31). It knows no soft
 * purge: all are hard. Thread-safe; for virtual threads.
 */
final class CloudFront implements Cdn {
  private static final String COMPLETED = "Completed";

  /** CloudFront says that most invalidations are through within 25 s. */
  private static final Duration POLL = Duration.ofSeconds(2);

  /** What takes longer counts as failed, and is asked for again: it goes on meanwhile. */
  private static final int MOST_POLLS = 450;

  /** Of a call that will be as wrong the next time. */
  private static final Set<String> LASTING =
      Set.of("InvalidArgument", "BatchTooLarge", "InconsistentQuantities", "MissingBody");

  private final Context context;
  private final CdnCalls calls;
  private final URI invalidations;
  private final boolean cacheTags;
  private final AwsSignature signature;
  private final AwsCredentials credentials;

  /** Fails with IllegalArgumentException where neither settings nor environment say as whom. */
  CloudFront(Context context, CdnSettings settings, Map<String, String> environment) {
    CloudFrontSettings cloudfront = settings.cloudfront();
    this.context = context;
    this.calls = new CdnCalls(context, settings.timeout());
    this.invalidations =
        URI.create(
            "%s/2020-05-31/distribution/%s/invalidation"
                .formatted(
                    cloudfront.endpoint().toString().replaceAll("/$", ""),
                    cloudfront.distributionId().orElseThrow()));
    this.cacheTags = cloudfront.cacheTags();
    this.signature = new AwsSignature("cloudfront", cloudfront.region());
    this.credentials = AwsCredentials.of(cloudfront.credentials(), "cdns.cloudfront", environment);
  }

  /** As CloudFront has it. */
  private record Invalidation(String id, String status) {}

  @Override
  public boolean knowsTags() {
    return cacheTags;
  }

  @Override
  public void purge(CdnPurge purge) {
    InvalidationBatch.of(purge).forEach(this::invalidate);
  }

  /** One with the same reference is the same invalidation: it isn't made, or paid, twice. */
  private void invalidate(InvalidationBatch batch) {
    String body = batch.toXml();
    Invalidation made = call("POST", invalidations, Map.of("Content-Type", "text/xml"), body);
    for (int polls = 0; !made.status.equals(COMPLETED); polls++) {
      if (polls == MOST_POLLS) {
        throw CdnException.passing("invalidation %s is still %s".formatted(made.id, made.status));
      }
      Future.await(context.owner().timer(POLL.toMillis(), TimeUnit.MILLISECONDS));
      made = call("GET", URI.create(invalidations + "/" + made.id), Map.of(), "");
    }
  }

  private Invalidation call(String method, URI address, Map<String, String> fields, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).method(method, BodyPublishers.ofString(body));
    signature
        .headers(new AwsSignature.Call(method, address, fields, body), credentials.identity())
        .forEach((name, value) -> CdnCalls.put(request, name, value));
    return invalidation(Future.await(calls.ask(request.build())));
  }

  private static Invalidation invalidation(Answer answer) {
    XmlElement document =
        XmlElement.parse(Buffer.buffer(answer.body()))
            .orElseThrow(() -> CdnException.passing(answer.shown()));
    if (answer.status() != 200 && answer.status() != 201) {
      throw refusal(answer, document);
    }
    String id = document.text("Id");
    if (!id.matches("[A-Z0-9]{1,64}")) { // it goes into an address
      throw CdnException.passing(answer.shown());
    }
    return new Invalidation(id, document.text("Status"));
  }

  private static CdnException refusal(Answer answer, XmlElement document) {
    XmlElement error = document.all("Error").stream().findFirst().orElse(document);
    String code = error.text("Code");
    String message =
        CdnCalls.shown("status %d %s: %s".formatted(answer.status(), code, error.text("Message")));
    return LASTING.contains(code) ? CdnException.lasting(message) : CdnException.passing(message);
  }

  @Override
  public void close() {
    calls.close();
  }
}
