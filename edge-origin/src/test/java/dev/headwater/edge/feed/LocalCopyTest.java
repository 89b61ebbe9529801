package dev.headwater.edge.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.settings.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopyTest {
  private static final Secret SECRET = new Secret("of this node".repeat(3));

  @TempDir Path folder;

  private LocalCopy copy() throws IOException {
    return LocalCopy.in(folder, "node-1", SECRET);
  }

  private static FeedPage page(long sequence, String tag) {
    Purge purge = new Purge("u", Purge.Mode.HARD, List.of(tag), List.of(), List.of());
    return new FeedPage("h", 0, sequence, false, List.of(new FeedEntry(sequence, purge)));
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void whatWasToldIsReadAgain() throws IOException {
    LocalCopy first = copy();
    first.read();
    first.replace(List.of(page(1, "a")));
    first.add(page(2, "b"));
    LocalCopy second = copy();
    assertThat(second.read().pages()).containsExactly(page(1, "a"), page(2, "b"));
    second.add(page(3, "c"));
    assertThat(copy().read().pages()).hasSize(3);
  }

  @Test
  void itIsForNobodyElseToRead() throws IOException {
    LocalCopy copy = copy();
    copy.replace(List.of(page(1, "a-tag-to-be-found")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
        .doesNotContain("a-tag-to-be-found");
    assertThat(LocalCopy.in(folder, "node-1", new Secret("another")).read().pages()).isEmpty();
  }

  @Test
  void theCopyOfAnotherNodeIsWorthNothing() throws IOException {
    LocalCopy copy = copy();
    copy.replace(List.of(page(1, "a")));
    Files.move(file(), folder.resolve("node-2.feed"));
    assertThat(LocalCopy.in(folder, "node-2", SECRET).read().pages()).isEmpty();
  }

  @Test
  void aSecretThatIsReplacedTakesTheCopyWithIt() throws IOException {
    Secret secret = new Secret(SECRET.value());
    LocalCopy copy = LocalCopy.in(folder, "node-1", secret);
    copy.replace(List.of(page(1, "a")));
    secret.replace("a newer one".repeat(3));
    copy.add(page(2, "b"));
    copy.add(page(3, "c"));
    Secret newer = new Secret(secret.value());
    assertThat(LocalCopy.in(folder, "node-1", newer).read().pages())
        .containsExactly(page(1, "a"), page(2, "b"), page(3, "c"));
    assertThat(copy().read().pages()).isEmpty();
  }

  /** A process that is killed leaves the file at any length. */
  @Test
  void aPageThatWasCutOffIsDroppedAndWrittenOver() throws IOException {
    LocalCopy whole = copy();
    whole.replace(List.of(page(1, "a")));
    long one = Files.size(file());
    whole.add(page(2, "b"));
    byte[] bytes = Files.readAllBytes(file());
    for (int length = (int) one; length < bytes.length; length++) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      LocalCopy cut = copy();
      assertThat(cut.read().pages()).containsExactly(page(1, "a"));
      cut.add(page(2, "c"));
      assertThat(copy().read().pages()).containsExactly(page(1, "a"), page(2, "c"));
    }
  }

  @Test
  void aFileThatWasChangedIsWorthNothing() throws IOException {
    LocalCopy copy = copy();
    copy.replace(List.of(page(1, "a"), page(2, "b")));
    byte[] bytes = Files.readAllBytes(file());
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Files.write(file(), damaged);
      assertThat(copy().read().pages()).as("byte %d", at).isEmpty();
    }
  }

  @Test
  void aLongOneDropsItsOlderHalfAndSaysSo() throws IOException {
    LocalCopy copy = copy();
    String large = "x".repeat(1 << 20);
    List<FeedPage> pages = new ArrayList<>();
    for (int sequence = 1; sequence <= 20; sequence++) {
      pages.add(page(sequence, sequence + large));
      copy.add(pages.getLast());
    }
    assertThat(Files.size(file())).isLessThan(LocalCopy.MAX_BYTES + (4 << 20));
    List<FeedPage> found = copy().read().pages();
    FeedPage first = found.getFirst();
    assertThat(first.entries()).isEmpty();
    assertThat(first.floor()).isGreaterThan(1);
    assertThat(found.subList(1, found.size()))
        .isEqualTo(pages.subList((int) first.floor(), pages.size()));
  }
}
