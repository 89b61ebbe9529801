package dev.headwater.edge.live;

import dev.headwater.edge.respond.Expectation;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.problem.Problem;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Takes in what encoders push to {@code /ingest/{channel}/}: CMAF by PUT or POST, a whole track on
 * one request or a segment on each (DASH-IF live media ingest protocol, interfaces 1 and 2).
 * Event-loop confined.
 */
public final class Ingest {
  private static final String PREFIX = "/ingest/";
  private static final String BASIC = "Basic ";

  private final Vertx vertx;
  private final ChannelTable table;
  private final LiveChannels channels;
  private final InstantSource clock;

  public Ingest(Vertx vertx, ChannelTable table, LiveChannels channels, InstantSource clock) {
    this.vertx = vertx;
    this.table = table;
    this.channels = channels;
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
    Optional<Channel> channel = table.find(id).filter(one -> one.open() && opens(one, request));
    if (channel.isEmpty()) {
      request.response().putHeader("WWW-Authenticate", "Basic realm=\"ingest\"");
      refuse(request, "unauthenticated", 401, "the channel or its stream key is wrong");
      return;
    }
    HttpMethod method = request.method();
    if (HttpMethod.DELETE.equals(method)) {
      delete(request, id, name);
    } else if (HttpMethod.PUT.equals(method) || HttpMethod.POST.equals(method)) {
      put(request, channel.get(), name);
    } else {
      refuse(request, "method-not-allowed", 405, "only PUT, POST and DELETE mean something here");
    }
  }

  /** The user is the channel, the password its stream key. */
  private static boolean opens(Channel channel, HttpServerRequest request) {
    String field = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (field == null || !field.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return false;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(field.substring(BASIC.length()).strip());
      String shown = new String(decoded, StandardCharsets.UTF_8);
      int colon = shown.indexOf(':');
      return colon >= 0
          && shown.substring(0, colon).equals(channel.id())
          && channel.opens(shown.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * Segments leave by themselves; only the end of a programme, or of an encoder, means something.
   */
  private void delete(HttpServerRequest request, String id, String name) {
    if (SlateUpload.isFor(name)) {
      channels.slates().remove(id).onComplete(_ -> answer(request, 204));
      return;
    }
    boolean isEnd = name.isEmpty() || InputTrack.isInput(name);
    Optional<LiveChannel> live = isEnd ? channels.begun(id) : Optional.empty();
    if (live.isEmpty()) {
      answer(request, 204);
      return;
    }
    LiveChannel channel = live.get();
    (name.isEmpty() ? channel.end() : channel.end(InputTrack.of(name).input(), clock.instant()))
        .onComplete(_ -> answer(request, 204));
  }

  /** Who asks first is told only now to send: encoders show their key when they were refused. */
  private void put(HttpServerRequest request, Channel channel, String name) {
    Expectation.meet(request);
    if (SlateUpload.isFor(name)) {
      SlateUpload.begin(request, channel, name, channels.slates());
      return;
    }
    if (isDescription(name)) {
      request.endHandler(_ -> answer(request, 200)); // made here, of the media itself
      request.resume();
      return;
    }
    Context here = vertx.getOrCreateContext();
    TrackStream stream = new TrackStream(here, request, InputTrack.of(name), clock);
    channels
        .begin(channel, here)
        .onComplete((live, failure) ->
            here.runOnContext(_ -> {
              if (failure != null) {
                refuse(request, "internal-error", 500, "this failed here");
              } else {
                stream.begin(live);
              }
            }));
  }

  private static boolean isDescription(String name) {
    return name.endsWith(".m3u8") || name.endsWith(".mpd");
  }

  static void answer(HttpServerRequest request, int status) {
    if (!request.response().ended()) {
      request.response().setStatusCode(status).end();
    }
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
