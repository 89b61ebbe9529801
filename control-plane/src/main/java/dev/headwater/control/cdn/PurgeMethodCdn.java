package dev.headwater.control.cdn;

import dev.headwater.control.cdn.CdnCalls.Answer;
import dev.headwater.platform.feed.FeedChange.Purge.Mode;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;

/**
 * Machines that are purged by the method PURGE, as nginx and Varnish are in the configurations that
 * Headwater renders. Each is told by itself: one that fails keeps none from being told.
 * Thread-safe; for virtual threads.
 */
final class PurgeMethodCdn implements Cdn {
  /** Requests that a machine is sent at once. */
  private static final int AT_ONCE = 16;

  private final List<String> machines;
  private final Secret secret;
  private final boolean knowsTags;
  private final CdnCalls calls;

  PurgeMethodCdn(Context context, CdnSettings settings) {
    this.machines = settings.urls().stream().map(PurgeMethodCdn::withoutSlash).toList();
    this.secret = settings.secret().orElseThrow();
    this.knowsTags = settings.kind() == CdnSettings.Kind.VARNISH;
    this.calls = new CdnCalls(context, settings.timeout());
  }

  private static String withoutSlash(URI url) {
    return url.toString().replaceAll("/$", "");
  }

  @Override
  public boolean knowsTags() {
    return knowsTags;
  }

  @Override
  public void purge(CdnPurge purge) {
    List<Future<Void>> told = machines.stream().map(machine -> tell(machine, purge, 0)).toList();
    Future.await(Future.join(told));
  }

  private Future<Void> tell(String machine, CdnPurge purge, int first) {
    List<Target> targets = purge.targets();
    int end = Math.min(first + AT_ONCE, targets.size());
    Stream<Future<Void>> asked =
        targets.subList(first, end).stream().map(target -> tell(machine, purge.mode(), target));
    Future<Void> all = Future.join(asked.toList()).mapEmpty();
    return end == targets.size() ? all : all.compose(_ -> tell(machine, purge, end));
  }

  private Future<Void> tell(String machine, Mode mode, Target target) {
    return calls
        .ask(request(machine, mode, target))
        .compose(this::accepted)
        .recover(failure -> Future.failedFuture(at(machine, failure)));
  }

  private HttpRequest request(String machine, Mode mode, Target target) {
    HttpRequest.Builder request =
        switch (target) {
          case Target.Path(String path) -> HttpRequest.newBuilder(URI.create(machine + path));
          case Target.Prefix(String prefix) ->
              HttpRequest.newBuilder(URI.create(machine + prefix))
                  .header("Headwater-Purge-Scope", "prefix");
          case Target.Tag(String tag) ->
              HttpRequest.newBuilder(URI.create(machine + "/"))
                  .header("Headwater-Purge-Scope", "tag")
                  .header("Headwater-Purge-Tag", tag);
        };
    if (mode == Mode.SOFT) {
      request.header("Headwater-Purge-Mode", "soft");
    }
    CdnCalls.put(request, "Headwater-Purge", secret.value());
    return request.method("PURGE", BodyPublishers.noBody()).build();
  }

  private Future<Void> accepted(Answer answer) {
    return switch (answer.status()) {
      case 200 -> Future.succeededFuture();
      case 400 -> Future.failedFuture(CdnException.lasting(shown(answer)));
      case 403 ->
          Future.failedFuture(CdnException.passing("status 403: is its purge secret the same?"));
      default -> Future.failedFuture(CdnException.passing(shown(answer)));
    };
  }

  /** Without what it was shown: some servers say in errors what they were asked. */
  private String shown(Answer answer) {
    return new Answer(answer.status(), answer.body().replace(secret.value(), "***")).shown();
  }

  private static CdnException at(String machine, Throwable failure) {
    String message = "%s: %s".formatted(machine, failure.getMessage());
    return failure instanceof CdnException known && known.isLasting()
        ? CdnException.lasting(message)
        : CdnException.passing(message);
  }

  @Override
  public void close() {
    calls.close();
  }
}
