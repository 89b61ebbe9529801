package dev.headwater.control.cdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.feed.FeedChange.Purge.Mode;
import io.vertx.core.Context;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invalidations, at a server that checks signatures by itself; AWS's own is asked nowhere here. */
class CloudFrontIT {
  private final Vertx vertx = Vertx.vertx();
  private final Context context =
      ((VertxInternal) vertx).createContext(ThreadingModel.VIRTUAL_THREAD);
  private final TestCloudFront server = new TestCloudFront();
  private final CloudFront cloudFront = cloudFront(TestCloudFront.SECRET_KEY);

  @AfterEach
  void close() {
    cloudFront.close();
    server.close();
    vertx.close().await();
  }

  private CloudFront cloudFront(String secretKey) {
    return cloudFront(
        Map.of("AWS_ACCESS_KEY_ID", TestCloudFront.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", secretKey));
  }

  private CloudFront cloudFront(Map<String, String> environment) {
    CdnSettings settings =
        CdnSettingsTest.bind(
            "name=front",
            "kind=cloudfront",
            "timeout=5s",
            "cloudfront.distribution-id=" + TestCloudFront.DISTRIBUTION,
            "cloudfront.cache-tags=true",
            "cloudfront.endpoint=" + server.url());
    return new CloudFront(context, settings, environment);
  }

  private void purge(CloudFront cdn, CdnPurge purge) throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    context.runOnContext(_ -> {
      try {
        cdn.purge(purge);
        done.complete(true);
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    try {
      done.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CdnException known ? known : e;
    }
  }

  private static CdnPurge of(String reference, Target... targets) {
    return new CdnPurge(reference, Mode.HARD, List.of(targets));
  }

  @Test
  void isAskedSignedAndWaitedForUntilItIsCompleted() throws Exception {
    server.completeAfter(2);
    purge(
        cloudFront,
        of(
            "r",
            new Target.Tag("title-a&b"),
            new Target.Prefix("/vod/t1/"),
            new Target.Path("/vod/t2/e/p")));
    assertThat(server.invalidated())
        .containsExactly(List.of("/vod/t1/*", "#title-a&b", "/vod/t2/e/p"));
    assertThat(server.calls()).isEqualTo(3);
  }

  @Test
  void theSameIsNotMadeTwice() throws Exception {
    CdnPurge purge = of("r", new Target.Tag("title-t1"));
    purge(cloudFront, purge);
    purge(cloudFront, purge);
    assertThat(server.invalidated()).hasSize(1);
    purge(cloudFront, of("another", new Target.Tag("title-t1")));
    assertThat(server.invalidated()).hasSize(2);
  }

  @Test
  void oneBatchIsThroughBeforeTheNextIsAskedFor() throws Exception {
    server.completeAfter(0);
    List<Target> titles =
        IntStream.range(0, 100)
            .<Target>mapToObj(n -> new Target.Prefix("/vod/t" + n + "/"))
            .toList();
    purge(cloudFront, new CdnPurge("r", Mode.HARD, titles));
    assertThat(server.invalidated())
        .hasSize(7)
        .allSatisfy(
            items -> assertThat(items).hasSizeLessThanOrEqualTo(InvalidationBatch.MOST_WILDCARDS));
  }

  @Test
  void whatIsRefusedIsTriedAgainUnlessItIsWrong() {
    CdnPurge purge = of("r", new Target.Tag("title-t1"));
    server.refuseNext("TooManyInvalidationsInProgress");
    assertThatThrownBy(() -> purge(cloudFront, purge))
        .hasMessageContaining("TooManyInvalidationsInProgress")
        .isInstanceOfSatisfying(CdnException.class, e -> assertThat(e.isLasting()).isFalse());
    server.refuseNext("InvalidArgument");
    assertThatThrownBy(() -> purge(cloudFront, purge))
        .isInstanceOfSatisfying(CdnException.class, e -> assertThat(e.isLasting()).isTrue());
  }

  @Test
  void whatIsTooMuchOfARefusalIsCut() {
    server.refuseNext("TooManyInvalidationsInProgress", "\u0085x".repeat(10_000));
    assertThatThrownBy(() -> purge(cloudFront, of("r", new Target.Tag("title-t1"))))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\u0085"));
  }

  /** The JDK tells the value of a field that it refuses. */
  @Test
  void credentialsThatNoFieldCanHaveAreNotSaid() {
    CloudFront broken =
        cloudFront(
            Map.of(
                "AWS_ACCESS_KEY_ID", TestCloudFront.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", TestCloudFront.SECRET_KEY,
                "AWS_SESSION_TOKEN", "hush\nhush"));
    try {
      assertThatThrownBy(() -> purge(broken, of("r", new Target.Tag("t"))))
          .satisfies(e ->
              assertThat(e.toString())
                  .containsIgnoringCase("X-Amz-Security-Token")
                  .doesNotContain("hush"));
    } finally {
      broken.close();
    }
  }

  @Test
  void aWrongSecretIsTold() {
    CloudFront wrong = cloudFront("another");
    try {
      assertThatThrownBy(() -> purge(wrong, of("r", new Target.Tag("t"))))
          .hasMessageContaining("403 SignatureDoesNotMatch");
    } finally {
      wrong.close();
    }
  }
}
