package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The real programs with a policy that has header fields and cookies in keys. */
@ParameterizedClass
@EnumSource(
    value = Cdn.class,
    names = {"NGINX", "VARNISH"})
class CountedFieldsIT {
  private static final String POSTER = "/vod/t1/e1/poster.jpg";
  private static final String SEGMENT = "/vod/t1/e1/v/0.m4s";
  private static final String PLAYLIST = "/vod/t1/e1/v/index.m3u8";
  private static final String LIVE = "/live/c1/index.m3u8";
  private static final String FIELDS =
      "headers: [{ name: X-Device, values: [tv, phone.2] }],"
          + " cookies: [{ name: variant, values: [a, b] }, { name: lang_2, values: [de] }] }";

  /** Of posters and segments a field and two cookies count, of live playlists one cookie. */
  private static final CachePolicy POLICY =
      PolicyReader.read("test", counted(counted(live(), "kind-image"), "kind-media-segment"));

  private final Cdn program;
  private MediaOrigin origin;
  private CdnUnderTest cdn;

  CountedFieldsIT(Cdn program) {
    this.program = program;
  }

  private static String live() {
    return PolicyReader.resource(PolicyReader.SHIPPED)
        .replace(
            "key: [from, to]",
            "key: { query: [from, to], cookies: [{ name: variant, values: [a, b] }] }");
  }

  private static String counted(String policy, String tag) {
    String tags = "    tags: [\"title-{title}\", \"pub-{title}-{epoch}\", \"" + tag + "\"]";
    assertThat(policy).contains("key: []\n" + tags);
    return policy.replace("key: []\n" + tags, "key: { " + FIELDS + "\n" + tags);
  }

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    origin = new MediaOrigin();
    cdn = new CdnUnderTest(program, POLICY, origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (cdn != null) {
      cdn.close();
    }
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({POSTER, SEGMENT})
  void eachValueThatCountsHasACopyAndReachesTheOrigin(String path) {
    for (int i = 0; i < 2; i++) {
      get(path, "", "");
      get(path, "tv", "");
      get(path, "phone.2", "variant=b");
      get(path, "tv", "x=1; lang_2=de; variant=a");
    }
    assertThat(origin.asked(path).stream().map(CountedFieldsIT::seen).distinct())
        .containsExactly("null null", "tv null", "phone.2 variant=b", "tv variant=a; lang_2=de");
    int perCopy = path.equals(SEGMENT) && program == Cdn.NGINX ? 3 : 1; // slices
    assertThat(origin.asked(path)).hasSize(4 * perCopy);
  }

  private HttpResponse<String> get(String path, String device, String cookie) {
    return device.isEmpty() && cookie.isEmpty()
        ? cdn.get(path)
        : device.isEmpty()
            ? cdn.get(path, "Cookie", cookie)
            : cookie.isEmpty()
                ? cdn.get(path, "X-Device", device)
                : cdn.get(path, "X-Device", device, "Cookie", cookie);
  }

  private static String seen(MediaOrigin.Asked one) {
    return one.fields().getFirst("X-Device") + " " + one.fields().getFirst("Cookie");
  }

  @ParameterizedTest
  @CsvSource({
    "fridge, variant=c",
    "TV, variant=A",
    "phone-2, xvariant=a",
    "tvx, variant=ab",
    "xtv, lang_2=",
    "'tv, phone.2', variant=c; variant=a",
    "'', session=1; y=variant=a",
  })
  void anythingElseIsAsIfItWereNotThere(String device, String cookie) {
    cdn.get(POSTER);
    HttpResponse<String> other = get(POSTER, device, cookie);
    assertThat(other.headers().firstValue("X-Cache")).hasValue("HIT");
    assertThat(origin.asked(POSTER)).hasSize(1);
    assertThat(seen(origin.asked(POSTER).getFirst())).isEqualTo("null null");
  }

  /** Who asks that a field goes no further would else have the common copy kept under its key. */
  @Test
  void whatCountsReachesTheOriginThoughTheClientNamesItInConnection() throws IOException {
    RawAnswer answer =
        RawAnswer.of(
            cdn.port(),
            "GET %s HTTP/1.0\r\nHost: cdn\r\nX-Device: tv\r\nConnection: X-Device\r\n\r\n"
                .formatted(POSTER));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(origin.asked(POSTER).stream().map(CountedFieldsIT::seen)).containsExactly("tv null");
  }

  @Test
  void ofOtherKindsNothingCountsAndNothingIsPassedOn() {
    for (String device : List.of("tv", "phone.2", "x")) {
      get(PLAYLIST, device, "variant=a; lang_2=de");
    }
    assertThat(origin.asked(PLAYLIST).stream().map(CountedFieldsIT::seen))
        .containsExactly("null null");
    get(LIVE, "tv", "variant=a; lang_2=de");
    get(LIVE, "", "variant=a");
    assertThat(origin.asked(LIVE).stream().map(CountedFieldsIT::seen))
        .containsExactly("null variant=a");
  }

  @Test
  void whatTheOriginSaysOfVaryIsSaidAndMakesNoOtherCopy() {
    origin.vary("Accept-Encoding, X-Device, Cookie");
    for (int i = 0; i < 2; i++) {
      assertThat(vary(get(POSTER, "tv", "variant=a; session=" + i))).contains("X-Device, Cookie");
      assertThat(vary(get(POSTER, "tv", "variant=b; session=" + i))).contains("X-Device, Cookie");
    }
    assertThat(origin.asked(POSTER)).hasSize(2);
  }

  private static String vary(HttpResponse<String> answer) {
    return String.join(", ", answer.headers().allValues("Vary"));
  }

  @Test
  void aTokenThatTheOriginJudgesGoesOnWithWhatCounts() {
    String path = "/vod/closed/e1/poster.jpg";
    assertThat(get("/t/a.b.c" + path, "tv", "variant=a").statusCode()).isEqualTo(200);
    assertThat(get(path, "tv", "variant=a; headwater_token=a.b.c").statusCode()).isEqualTo(200);
    assertThat(origin.asked(path).stream().map(one -> one.fields().getFirst("X-Device")))
        .containsExactly("tv", "tv");
    assertThat(origin.asked(path).stream().map(one -> one.fields().getFirst("Cookie")))
        .allSatisfy(cookies -> assertThat(cookies).contains("variant=a"))
        .last()
        .isEqualTo("headwater_token=a.b.c; variant=a");
  }
}
