package dev.headwater.platform.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.snapshot.Opening.Opened;
import dev.headwater.platform.snapshot.Opening.Reason;
import dev.headwater.platform.snapshot.Opening.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123Z");
  private static final Secret SECRET = new Secret("0123456789abcdef".repeat(2));
  private static final Secret OTHER = new Secret("fedcba9876543210".repeat(2));
  private static final KeyPair KEYS = keys();
  private static final KeyPair STRANGERS = keys();
  private static final List<FeedPage> PAGES =
      List.of(
          page(1, new Purge("u", Purge.Mode.HARD, List.of("a-tag"), List.of(), List.of())),
          page(2, new FeedChange.Unknown("of-tomorrow", new JsonObject().put("member", 1))));

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static FeedPage page(long sequence, FeedChange change) {
    return new FeedPage("h", 0, 2, false, List.of(new FeedEntry(sequence, change)));
  }

  private static Secret privateOf(KeyPair pair) {
    return new Secret(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
  }

  private static String publicOf(KeyPair pair) {
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  private static byte[] snapshot(KeyPair signing, Secret secret) {
    return new SnapshotSeal(privateOf(signing), secret)
        .seal(NOW, PAGES.stream().map(PackedPages::pack).toList());
  }

  private static Opening open(byte[] file) {
    return new SnapshotOpener(List.of(publicOf(KEYS)), List.of(SECRET)).open(file);
  }

  private static void assertRefused(Opening opening, Reason reason) {
    assertThat(opening)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void itHasThePagesAsTheyWere() {
    assertThat(open(snapshot(KEYS, SECRET))).isEqualTo(new Opened(NOW, PAGES));
  }

  @Test
  void nobodyElseReadsIt() {
    assertThat(new String(snapshot(KEYS, SECRET), ISO_8859_1)).doesNotContain("a-tag");
    assertRefused(open(snapshot(KEYS, OTHER)), Reason.OTHER_SECRET);
  }

  /** Whoever breaks into a node has the secret, and no signing key. */
  @Test
  void whoHasTheSecretAloneCanForgeNone() {
    assertRefused(open(snapshot(STRANGERS, SECRET)), Reason.NOT_SIGNED);
  }

  @Test
  void noByteOfItCanBeChanged() {
    byte[] file = snapshot(KEYS, SECRET);
    for (int at = 0; at < file.length; at++) {
      byte[] changed = file.clone();
      changed[at] ^= 0x20;
      Reason reason =
          at < 4 ? Reason.NO_SNAPSHOT : at == 4 ? Reason.UNKNOWN_VERSION : Reason.NOT_SIGNED;
      assertRefused(open(changed), reason);
    }
  }

  @Test
  void nothingOfItCanBeCutOffOrAdded() {
    byte[] file = snapshot(KEYS, SECRET);
    for (int length = 0; length < file.length; length++) {
      assertThat(open(Arrays.copyOf(file, length))).isInstanceOf(Refused.class);
    }
    assertRefused(open(Arrays.copyOf(file, file.length + 1)), Reason.NOT_SIGNED);
  }

  @Test
  void bothKeysAndBothSecretsAreGoodWhileOneReplacesTheOther() {
    SnapshotOpener rotating =
        new SnapshotOpener(List.of(publicOf(STRANGERS), publicOf(KEYS)), List.of(OTHER, SECRET));
    assertThat(rotating.open(snapshot(KEYS, SECRET))).isInstanceOf(Opened.class);
    assertThat(rotating.open(snapshot(STRANGERS, OTHER))).isInstanceOf(Opened.class);
  }

  @Test
  void whatWasSignedAndIsNoFeedIsRefused() {
    byte[] nonsense =
        new SnapshotSeal(privateOf(KEYS), SECRET).seal(NOW, List.of(Buffer.buffer("no gzip")));
    assertRefused(open(nonsense), Reason.UNREADABLE);
    assertRefused(
        open(new SnapshotSeal(privateOf(KEYS), SECRET).seal(NOW, List.of())), Reason.UNREADABLE);
  }

  @Test
  void keysAreReadAsOpensslWritesThem() {
    String seal =
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----
        """;
    String key =
        """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """;
    byte[] file =
        new SnapshotSeal(new Secret(seal), SECRET)
            .seal(NOW, List.of(PackedPages.pack(PAGES.get(0))));
    assertThat(new SnapshotOpener(List.of(key), List.of(SECRET)).open(file))
        .isInstanceOf(Opened.class);
  }

  @Test
  void keysThatAreNoneAreNamedAndNotShown() {
    assertThatThrownBy(() -> new SnapshotSeal(new Secret("abc"), SECRET))
        .hasMessageStartingWith("signing-key: *** (expected: a private key");
    assertThatThrownBy(() -> new SnapshotSeal(privateOf(KEYS), new Secret("abc")))
        .hasMessageStartingWith("secret: ***");
    assertThatThrownBy(() -> new SnapshotOpener(List.of("abc"), List.of(SECRET)))
        .hasMessageContaining("'abc' (expected: a public key");
  }
}
