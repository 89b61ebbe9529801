package dev.headwater.media.isobmff;

import static dev.headwater.media.isobmff.Boxes.box;
import static dev.headwater.media.isobmff.Boxes.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ISO/IEC 14496-30, section 7: WebVTT in boxes. */
class WebVttSamplesTest {
  private static final byte[] EMPTY = box("vtte");

  private static byte[] u32(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] header(byte[]... ofMedia) {
    return header(0, 0, ofMedia);
  }

  private static byte[] header(int defaultTicks, int defaultBytes, byte[]... ofMedia) {
    byte[] mdhd = box("mdhd", u32(0, 0, 0, 1_000, 0), new byte[] {0x19, 0x2C, 0, 0}); // fil
    byte[] hdlr = box("hdlr", u32(0, 0), utf8("text"), u32(0, 0, 0), new byte[1]);
    byte[] entry = box("wvtt", new byte[6], new byte[] {0, 1}, box("vttC", utf8("WEBVTT")));
    byte[] minf = box("minf", box("stbl", box("stsd", u32(0, 1), entry)));
    byte[] tkhd = box("tkhd", u32(0, 0, 0, 7, 0));
    byte[] trak = box("trak", tkhd, box("mdia", mdhd, hdlr, join(ofMedia), minf));
    byte[] mvex = box("mvex", box("trex", u32(0, 7, 1, defaultTicks, defaultBytes, 0)));
    return join(box("ftyp", utf8("cmfc"), u32(0)), box("moov", trak, mvex));
  }

  /** A fragment of samples of half a second each. */
  private static byte[] fragment(int startMillis, byte[]... samples) {
    int[] fields = new int[3 + 2 * samples.length];
    fields[0] = 0x301;
    fields[1] = samples.length;
    for (int i = 0; i < samples.length; i++) {
      fields[3 + 2 * i] = 500;
      fields[4 + 2 * i] = samples[i].length;
    }
    return fragment(startMillis, fields, samples);
  }

  /** The place of its samples is filled in. */
  private static byte[] fragment(int startMillis, int[] run, byte[]... samples) {
    byte[] tfhd = box("tfhd", u32(0x020000, 7));
    byte[] tfdt = box("tfdt", u32(0, startMillis));
    run[2] = 8 + 8 + 8 + tfhd.length + tfdt.length + 8 + 4 * run.length;
    byte[] moof = box("moof", box("traf", tfhd, tfdt, box("trun", u32(run))));
    return join(moof, box("mdat", samples));
  }

  private static byte[] cue(String id, String settings, String text) {
    return box(
        "vttc",
        id.isEmpty() ? new byte[0] : box("iden", utf8(id)),
        settings.isEmpty() ? new byte[0] : box("sttg", utf8(settings)),
        box("payl", utf8(text)));
  }

  private static List<BoxedCue> read(byte[] fragment) throws MalformedBoxException {
    return read(header(), fragment);
  }

  private static List<BoxedCue> read(byte[] header, byte[] fragment) throws MalformedBoxException {
    List<CmafPiece> pieces = new CmafReader().read(ByteBuffer.wrap(join(header, fragment)));
    Track.Text track =
        (Track.Text) ((CmafPiece.Header) pieces.getFirst()).section().tracks().getFirst();
    return WebVttSamples.read((CmafPiece.Fragment) pieces.getLast(), track);
  }

  private static BoxedCue at(int startMillis, int endMillis, String text) {
    return new BoxedCue(Duration.ofMillis(startMillis), Duration.ofMillis(endMillis), "", "", text);
  }

  @Test
  void theTrackIsOneOfText() throws Exception {
    CmafPiece.Header header =
        (CmafPiece.Header) new CmafReader().read(ByteBuffer.wrap(header())).getFirst();
    assertThat(header.section().tracks())
        .containsExactly(new Track.Text(7, 1_000, SampleDefaults.NONE, "wvtt", Optional.of("fil")));
  }

  @Test
  void theExtendedLanguageComesFirst() throws Exception {
    byte[] elng = box("elng", u32(0), utf8("pt-BR\0"));
    CmafPiece.Header header =
        (CmafPiece.Header) new CmafReader().read(ByteBuffer.wrap(header(elng))).getFirst();
    assertThat(((Track.Text) header.section().tracks().getFirst()).language()).contains("pt-BR");
  }

  @Test
  void samplesHaveCuesOrNone() throws Exception {
    byte[] both = join(cue("", "", "a"), cue("", "", "b"), box("vtta", utf8("a note")));
    assertThat(read(fragment(4_000, cue("", "", "a"), both, EMPTY, cue("", "", "a"))))
        .containsExactly(at(4_000, 5_000, "a"), at(4_500, 5_000, "b"), at(5_500, 6_000, "a"));
  }

  @Test
  void samplesAreAsLargeAsTheHeaderSays() throws Exception {
    byte[] sample = cue("", "", "a");
    byte[] fragment = fragment(4_000, new int[] {0x1, 2, 0}, sample, cue("", "", "b"));
    assertThat(read(header(250, sample.length), fragment))
        .containsExactly(at(4_000, 4_250, "a"), at(4_250, 4_500, "b"));
  }

  @Test
  void aCueHasItsNameAndPlace() throws Exception {
    assertThat(read(fragment(0, cue("one", "line:0", "zw\u00f6lf"))))
        .containsExactly(
            new BoxedCue(Duration.ZERO, Duration.ofMillis(500), "one", "line:0", "zw\u00f6lf"));
  }

  @Test
  void aSampleThatIsntThereIsAnError() {
    byte[] whole = fragment(0, cue("", "", "abc"));
    ByteBuffer.wrap(whole).putInt(whole.length - 8 - cue("", "", "abc").length - 4, 4_000);
    assertThatThrownBy(() -> read(whole)).isInstanceOf(MalformedBoxException.class);
  }

  @Test
  void damagedSamplesEndInAValueOrAnError() {
    int values = 0;
    byte[] whole = fragment(0, cue("i", "line:0", "abc"), EMPTY, cue("", "", "d"));
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        values += read(damaged).size();
      } catch (MalformedBoxException | ClassCastException _) {
        assertThat(damaged).isNotEqualTo(whole); // or another box than a fragment came of it
      }
    }
    assertThat(values).isPositive();
  }
}
