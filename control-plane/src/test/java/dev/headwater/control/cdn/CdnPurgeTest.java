package dev.headwater.control.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedChange.Purge.Mode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CdnPurgeTest {
  private static Purge purge(List<String> tags, List<String> paths, List<String> prefixes) {
    return new Purge("u1", Mode.HARD, tags, paths, prefixes);
  }

  private static List<Target> targets(boolean byTag, Purge... purges) {
    return CdnPurge.of("r", List.of(purges), byTag).targets();
  }

  @Test
  void tagsStayTagsWhereTheCdnKnowsThem() {
    Purge purge = purge(List.of("title-t1", "kind-x"), List.of("/vod/t2/e/p"), List.of());
    assertThat(targets(true, purge))
        .containsExactly(
            new Target.Tag("kind-x"), new Target.Tag("title-t1"), new Target.Path("/vod/t2/e/p"));
  }

  @Test
  void tagsAreOtherwisePrefixesAndNothingIsNamedTwice() {
    Purge one =
        purge(
            List.of("title-t1", "pub-t1-e1"),
            List.of("/vod/t1/e1/p", "/vod/t1x"),
            List.of("/vod/t2"));
    Purge other =
        purge(List.of(), List.of("/vod/t1x", "/vod/t2/e"), List.of("/vod/t2/e", "/live/"));
    assertThat(targets(false, one, other))
        .containsExactly(
            new Target.Prefix("/live/"),
            new Target.Prefix("/vod/t1/"),
            new Target.Prefix("/vod/t2"),
            new Target.Path("/vod/t1x"));
  }

  @Test
  void whatMayBeAnywhereIsEverything() {
    assertThat(targets(false, purge(List.of("kind-x", "title-t1"), List.of("/vod/a"), List.of())))
        .containsExactly(new Target.Prefix("/"));
  }

  @Test
  void cloudFrontIsToldWithinItsQuotas() {
    List<String> paths = IntStream.range(0, 7000).mapToObj(n -> "/vod/t1/e/" + n).toList();
    List<String> prefixes = IntStream.range(0, 40).mapToObj(n -> "/vod/p" + n + "/").toList();
    List<InvalidationBatch> batches =
        InvalidationBatch.of(
            CdnPurge.of("r", List.of(purge(List.of("a&b"), paths, prefixes)), true));
    assertThat(batches).hasSize(3);
    assertThat(batches).extracting(InvalidationBatch::reference).doesNotHaveDuplicates();
    assertThat(batches)
        .allSatisfy(batch -> {
          assertThat(batch.items().stream().filter(item -> item.endsWith("*")).count())
              .isLessThanOrEqualTo(15);
          assertThat(batch.items().stream().filter(item -> !item.endsWith("*")).count())
              .isLessThanOrEqualTo(3000);
        });
    assertThat(batches.stream().flatMap(batch -> batch.items().stream()))
        .hasSize(7041)
        .contains("#a&b", "/vod/p39/*", "/vod/t1/e/6999");
    assertThat(batches.getFirst().toXml()).contains("<Path>#a&amp;b</Path>", "<Quantity>3015<");
  }

  @Test
  void cloudFrontForgetsAllQueriesOfWhatIsLive() {
    Purge purge = purge(List.of(), List.of("/live/c/v/index.m3u8", "/vod/~t/e/p"), List.of());
    assertThat(InvalidationBatch.of(CdnPurge.of("r", List.of(purge), false)).getFirst().items())
        .containsExactly("/live/c/v/index.m3u8*", "/vod/%7Et/e/p");
  }
}
