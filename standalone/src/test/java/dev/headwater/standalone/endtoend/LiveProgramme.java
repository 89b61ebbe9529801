package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A channel of low latency with an encoder that can be killed and started again. One thread's. */
final class LiveProgramme implements AutoCloseable {
  /** Bounds the first media on a machine under load. */
  private static final Duration FIRST_MEDIA = Duration.ofSeconds(60);

  private static final Pattern DATE = Pattern.compile("(?m)^#EXT-X-PROGRAM-DATE-TIME:(\\S+)");

  private final URI hls;
  private final IngestAddress address;
  private CmafEncoder encoder;

  private LiveProgramme(URI hls, IngestAddress address) {
    this.hls = hls;
    this.address = address;
    this.encoder = CmafEncoder.start(address);
  }

  /**
   * On the air, with segments to begin at.
   *
   * @param onStale hold, slate or error
   */
  static LiveProgramme on(RunningSystem system, String onStale) {
    ProgramRun made =
        system.command("channel", "create", "Players", "--on-stale", onStale, "--json");
    assertThat(made.status()).as(made.errors()).isZero();
    JsonObject channel = new JsonObject(made.output());
    return begin(URI.create(channel.getString("hls")), IngestAddress.of(channel));
  }

  /**
   * The same of a channel that there is.
   *
   * @param hls where viewers find it
   */
  static LiveProgramme begin(URI hls, IngestAddress address) {
    LiveProgramme programme = new LiveProgramme(hls, address);
    try {
      Await.that("segments in a playlist", FIRST_MEDIA, programme::hasSegments);
      return programme;
    } catch (AssertionError e) {
      programme.close();
      throw new AssertionError(hls + " says " + Http.get(hls).statusCode(), e);
    }
  }

  private boolean hasSegments() {
    return Http.get(hls()).statusCode() == 200
        && Http.playlist(Http.playlist(hls()).getFirst()).size() > 3;
  }

  URI hls() {
    return hls;
  }

  IngestAddress address() {
    return address;
  }

  String path() {
    return hls().getPath();
  }

  /** When what the encoder has sent first was seen, by the playlist. */
  Instant begun() {
    Matcher date = DATE.matcher(Http.text(Http.playlist(hls()).getFirst()));
    assertThat(date.find()).isTrue();
    return OffsetDateTime.parse(date.group(1)).toInstant();
  }

  /** The encoder dies. */
  void stop() {
    encoder.close();
  }

  /** Another one comes. */
  void goOn() {
    goOn(address);
  }

  /** The same, to another address. */
  void goOn(IngestAddress other) {
    encoder.close();
    encoder = CmafEncoder.start(other);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
