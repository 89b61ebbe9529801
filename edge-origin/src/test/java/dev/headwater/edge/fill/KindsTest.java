package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.edge.http.caching.TargetedFields;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.rule.KindRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of the policy before an upstream: nothing of one viewer tells answers apart. */
class KindsTest {
  private static final String PLAYLIST = "/vod/t/e/720p/index.m3u8";
  private static final String FOR_CDNS = "max-age=60";

  private final PlayedCache cache = new PlayedCache(ruleOf(PLAYLIST));

  private static CachingRule ruleOf(String path) {
    return new KindRule(
        PolicyReader.shipped().classify(path).orElseThrow().policy(), TargetedFields.USUAL);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void credentialsThatTheSourceDoesNotSeeKeepNothingFromOthers() {
    Visit leader = cache.get(PLAYLIST, "Authorization", "Bearer x");
    Visit other = cache.get(PLAYLIST);
    Reply reply = cache.source.next();
    assertThat(reply.asked("Authorization")).isEmpty();
    reply.answer(200, "list", "CDN-Cache-Control", FOR_CDNS);
    assertThat(leader.content()).isEqualTo("list");
    assertThat(other.answer()).isEqualTo("collapsed list");
    assertThat(cache.get(PLAYLIST).answer()).isEqualTo("hit list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, deflate, br, zstd", "br;q=0.9,gzip", "x-gzip", "gzip, made-up-1"})
  void browsersThatTakeTheSameCodingShareAVariant(String codings) {
    cache.get(PLAYLIST, "Accept-Encoding", "gzip").holds();
    Reply reply = cache.source.next();
    assertThat(reply.asked("Accept-Encoding")).isEqualTo("gzip");
    reply.answer(200, "zipped", "CDN-Cache-Control", FOR_CDNS, "Vary", "Accept-Encoding");
    assertThat(cache.get(PLAYLIST, "Accept-Encoding", codings).answer()).isEqualTo("hit zipped");
  }

  @Test
  void requestsForOneVariantWaitForEachOtherHoweverTheyAreWritten() {
    cache.get(PLAYLIST);
    cache
        .source
        .next()
        .answer(200, "plain", "CDN-Cache-Control", FOR_CDNS, "Vary", "Accept-Encoding");
    Visit first = cache.get(PLAYLIST, "Accept-Encoding", "gzip, br");
    Visit second = cache.get(PLAYLIST, "Accept-Encoding", "br, gzip;q=0.8");
    cache
        .source
        .next()
        .answer(200, "zipped", "CDN-Cache-Control", FOR_CDNS, "Vary", "Accept-Encoding");
    assertThat(first.content()).isEqualTo("zipped");
    assertThat(second.answer()).isEqualTo("collapsed zipped");
  }

  @Test
  void aFieldThatIsNotForwardedSelectsNothing() {
    cache.get(PLAYLIST, "Origin", "https://a.example");
    cache.source.next().answer(200, "list", "CDN-Cache-Control", FOR_CDNS, "Vary", "Origin");
    assertThat(cache.get(PLAYLIST, "Origin", "https://b.example").answer()).isEqualTo("hit list");
  }

  @Test
  void cookiesAreKeptForNobody() {
    Visit first = cache.get(PLAYLIST);
    cache
        .source
        .next()
        .answer(
            200, "list", "Set-Cookie", "id=1", "ETag", "\"1\"", "CDN-Cache-Control", "max-age=0");
    assertThat(first.field("Set-Cookie")).isEmpty();
    Visit validated = cache.get(PLAYLIST);
    cache.source.next().answer(304, "", "Set-Cookie", "id=2", "CDN-Cache-Control", FOR_CDNS);
    assertThat(validated.field("Set-Cookie")).isEmpty();
    assertThat(cache.get(PLAYLIST).field("Set-Cookie")).isEmpty();
  }

  @Test
  void whatIsPrefetchedIsTheVariantThatTheViewerTakes() {
    cache.prefetch(PLAYLIST, "Accept-Encoding", "br, gzip", "Range", "bytes=0-1");
    Reply reply = cache.source.next();
    assertThat(reply.asked("Accept-Encoding")).isEqualTo("gzip");
    assertThat(reply.asked("Range")).isEmpty();
    reply.answer(200, "zipped", "CDN-Cache-Control", FOR_CDNS, "Vary", "Accept-Encoding");
    assertThat(cache.get(PLAYLIST, "Accept-Encoding", "gzip").answer()).isEqualTo("hit zipped");
  }

  @Test
  void whatIsPrefetchedTooEarlyIsAskedForAgain() {
    cache.prefetch(PLAYLIST);
    Visit early = cache.get(PLAYLIST);
    cache.source.next().answer(404, "not yet");
    assertThat(early.status()).isEqualTo(404);
    assertThat(cache.fetched(PLAYLIST, 200, "list").outcome()).isEqualTo("uri-miss");
  }
}
