package dev.headwater.edge.live;

import dev.headwater.edge.respond.Expectation;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.problem.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes in what encoders push to {@code /ingest/{channel}/}: CMAF by PUT or POST, a whole track on
 * one request or a segment on each (DASH-IF live media ingest protocol, interfaces 1 and 2), and
 * files of subtitles. Event-loop confined.
 */
public final class Ingest {
  private static final String PREFIX = "/ingest/";

  /** What waits is taken by then, or its node is given up. */
  private static final Duration CROWDED = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final StreamKeys keys;
  private final LiveChannels channels;
  private final Optional<IngestRelay> relay;
  private final IngestRoom room;
  private final InstantSource clock;

  /**
   * @param relay to the nodes that own channels; none: such media is refused
   */
  Ingest(
      Vertx vertx,
      StreamKeys keys,
      LiveChannels channels,
      Optional<IngestRelay> relay,
      IngestRoom room,
      InstantSource clock) {
    this.vertx = vertx;
    this.keys = keys;
    this.channels = channels;
    this.relay = relay;
    this.room = room;
    this.clock = clock;
  }

  /** Whether a request is an encoder's. */
  public boolean takes(HttpServerRequest request) {
    return request.uri().startsWith(PREFIX);
  }

  public void handle(HttpServerRequest request) {
    String path = String.valueOf(request.path()).substring(PREFIX.length());
    int slash = path.indexOf('/');
    String id = slash < 0 ? path : path.substring(0, slash);
    String name = slash < 0 ? "" : path.substring(slash + 1);
    switch (keys.check(request, id)) {
      case StreamKeys.Verdict.Opens(Channel channel) -> handle(request, channel, name);
      case StreamKeys.Verdict.Wrong _ -> {
        request.response().putHeader("WWW-Authenticate", "Basic realm=\"ingest\"");
        refuse(request, "unauthenticated", 401, "the channel or its stream key is wrong");
      }
      case StreamKeys.Verdict.TooMany(Duration waiting) -> {
        askAgainIn(waiting, request);
        refuse(request, "too-many-attempts", 429, "too many wrong stream keys came from here");
      }
    }
  }

  private void handle(HttpServerRequest request, Channel channel, String name) {
    HttpMethod method = request.method();
    if (HttpMethod.DELETE.equals(method)) {
      delete(request, channel, name);
    } else if (HttpMethod.PUT.equals(method) || HttpMethod.POST.equals(method)) {
      put(request, channel, name);
    } else {
      refuse(request, "method-not-allowed", 405, "only PUT, POST and DELETE mean something here");
    }
  }

  /**
   * Segments leave by themselves; only the end of a programme, or of an encoder, means something.
   */
  private void delete(HttpServerRequest request, Channel channel, String name) {
    Optional<LiveChannel> live = channels.begun(channel.id());
    if (SlateUpload.isFor(name)) {
      atOwner(
          request,
          channel,
          true,
          () -> channels.slates().remove(channel.id()).onComplete(_ -> answer(request, 204)));
    } else if (!name.isEmpty() && !InputTrack.isInput(name)) {
      answer(request, 204);
    } else if (live.isPresent()) {
      end(live.get(), name).onComplete(_ -> answer(request, 204));
    } else {
      relay.ifPresentOrElse(nodes -> nodes.pass(request, channel.id()), () -> answer(request, 204));
    }
  }

  private Future<Void> end(LiveChannel live, String name) {
    return name.isEmpty() ? live.end() : live.end(InputTrack.of(name).input(), clock.instant());
  }

  /** Where another node owns the channel, there. */
  private void atOwner(
      HttpServerRequest request, Channel channel, boolean whole, Runnable otherwise) {
    if (relay.isPresent() && channels.begun(channel.id()).isEmpty()) {
      relay.get().pass(request, channel.id(), whole, otherwise);
    } else {
      otherwise.run();
    }
  }

  /** Who asks first is told only now to send: encoders show their key when they were refused. */
  private void put(HttpServerRequest request, Channel channel, String name) {
    Expectation.meet(request);
    if (SlateUpload.isFor(name)) {
      atOwner(
          request,
          channel,
          false,
          () ->
              SlateUpload.begin(
                  request, channel, name, channels.slates(), room.share(channel.id())));
      return;
    }
    if (isDescription(name)) {
      request.endHandler(_ -> answer(request, 200)); // made here, of the media itself
      request.resume();
      return;
    }
    Context here = vertx.getOrCreateContext();
    MediaUpload upload =
        SubtitleUpload.isFor(name)
            ? new SubtitleUpload(here, request, name)
            : new TrackStream(here, request, InputTrack.of(name), room.share(channel.id()), clock);
    channels
        .begin(channel, here)
        .onComplete((where, failure) ->
            here.runOnContext(_ -> {
              if (failure != null) {
                upload.giveUp();
                refuse(request, "internal-error", 500, "this failed here");
              } else {
                begin(request, upload, channel, where);
              }
            }));
  }

  private void begin(
      HttpServerRequest request, MediaUpload upload, Channel channel, LiveChannels.Home where) {
    switch (where) {
      case LiveChannels.Home.Here(LiveChannel live) -> upload.begin(live);
      case LiveChannels.Home.Elsewhere(String address) ->
          relay.ifPresentOrElse(
              nodes ->
                  upload.passOn(content -> nodes.pass(request, channel.id(), address, content)),
              () -> {
                upload.giveUp();
                refuse(request, "not-here", 503, "another node takes this channel's media");
              });
      case LiveChannels.Home.Leaving _ -> {
        upload.giveUp();
        refuse(request, "leaving", 503, "this node stops: send it to another one");
      }
      case LiveChannels.Home.Locked _ -> {
        upload.giveUp();
        refuse(
            request,
            "locked",
            503,
            "the channel is to be encrypted, and its secret can't be opened on this node");
      }
    }
  }

  private static boolean isDescription(String name) {
    return name.endsWith(".m3u8") || name.endsWith(".mpd");
  }

  static void answer(HttpServerRequest request, int status) {
    if (!request.response().ended()) {
      request.response().setStatusCode(status).end();
    }
  }

  /** There is no room for what it sends. */
  static void crowded(HttpServerRequest request) {
    askAgainIn(CROWDED, request);
    refuse(request, "crowded", 503, "too much waits to be taken, of this channel or of all");
  }

  /** In whole seconds. */
  private static void askAgainIn(Duration waiting, HttpServerRequest request) {
    request.response().putHeader("Retry-After", Long.toString(waiting.plusMillis(999).toSeconds()));
  }

  /** What follows on the connection is of no use: it is closed. */
  static void refuse(HttpServerRequest request, String type, int status, String detail) {
    HttpServerResponse response = request.response();
    if (response.ended()) {
      return;
    }
    String title =
        switch (status) {
          case 400 -> "Media that can't be taken in";
          case 401 -> "Not authenticated";
          case 410 -> "Gone";
          case 409 -> "Another encoder sends this";
          case 413 -> "Too large";
          case 429 -> "Too many attempts";
          case 503 -> "Not now";
          default -> "Not possible here";
        };
    Problem problem = new Problem(type, title, status, detail);
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(problem.toJson().toBuffer())
        .onComplete(_ -> request.connection().close());
  }
}
