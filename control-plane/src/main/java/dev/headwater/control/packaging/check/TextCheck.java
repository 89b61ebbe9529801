package dev.headwater.control.packaging.check;

import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.MeasuredSegment;
import dev.headwater.media.packaging.PackageLayout;
import dev.headwater.media.packaging.VodPresentation;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Whether the texts of a package say what was measured, as parsers read them that others wrote:
 * m3u8-parser in its strict mode, and the JDK's of XML.
 */
public final class TextCheck {
  /** Playlists have durations to the nanosecond, which don't fit a number of 64 bits quite. */
  private static final double TOLERANCE_SECONDS = 1e-6;

  private final VodPresentation presentation;
  private final Map<String, String> texts;

  private TextCheck(VodPresentation presentation, Map<String, String> texts) {
    this.presentation = presentation;
    this.texts = texts;
  }

  /**
   * Fails with WrongPackageException where they don't.
   *
   * @param texts by their names
   */
  public static void check(VodPresentation presentation, Map<String, String> texts) {
    TextCheck check = new TextCheck(presentation, texts);
    check.multivariant();
    presentation.renditions().forEach(check::media);
    check.mpd();
  }

  private String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new WrongPackageException("there is no " + name);
    }
    return text;
  }

  private void multivariant() {
    String name = PackageLayout.MULTIVARIANT_PLAYLIST;
    String text = text(name);
    MasterPlaylist playlist;
    try {
      playlist = new MasterPlaylistParser(ParsingMode.STRICT).readPlaylist(text);
    } catch (PlaylistParserException | RuntimeException e) {
      throw unreadable(name, e);
    }
    for (Variant variant : playlist.variants()) {
      if (variant.codecs().isEmpty() || variant.bandwidth() <= 0) {
        throw new WrongPackageException(
            name + ": " + variant.uri() + " has no codecs or bandwidth");
      }
    }
    Set<String> named =
        Stream.concat(
                playlist.variants().stream().map(Variant::uri),
                playlist.alternativeRenditions().stream()
                    .map(AlternativeRendition::uri)
                    .flatMap(Optional::stream))
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> there =
        presentation.renditions().stream()
            .map(rendition -> PackageLayout.mediaPlaylist(rendition.id()))
            .collect(Collectors.toSet());
    if (!named.equals(there)) {
      throw new WrongPackageException(name + " names " + named + " (expected: " + there + ")");
    }
  }

  private void media(MeasuredRendition rendition) {
    String name = PackageLayout.mediaPlaylist(rendition.id());
    String text = text(name);
    MediaPlaylist playlist;
    try {
      playlist = new MediaPlaylistParser(ParsingMode.STRICT).readPlaylist(text);
    } catch (PlaylistParserException | RuntimeException e) {
      throw unreadable(name, e);
    }
    List<MeasuredSegment> measured = rendition.segments();
    if (playlist.ongoing() || playlist.mediaSegments().size() != measured.size()) {
      throw new WrongPackageException(
          "%s has %d segments, %s an end (expected: %d, with one)"
              .formatted(
                  name,
                  playlist.mediaSegments().size(),
                  playlist.ongoing() ? "without" : "with",
                  measured.size()));
    }
    for (int n = 0; n < measured.size(); n++) {
      double told = playlist.mediaSegments().get(n).duration();
      double real = measured.get(n).duration().seconds();
      if (Math.abs(told - real) > TOLERANCE_SECONDS
          || Math.round(told) > playlist.targetDuration()) {
        throw new WrongPackageException(
            "%s: segment %d lasts %s s (expected: %s, and at most %d)"
                .formatted(name, n, told, real, playlist.targetDuration()));
      }
    }
  }

  private void mpd() {
    String text = texts.get(PackageLayout.MPD);
    if (text == null) {
      return;
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      String root =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text)))
              .getDocumentElement()
              .getLocalName();
      if (!"MPD".equals(root)) {
        throw new WrongPackageException(PackageLayout.MPD + " is a " + root);
      }
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw unreadable(PackageLayout.MPD, e);
    }
  }

  private static WrongPackageException unreadable(String name, Exception cause) {
    return new WrongPackageException(name + " can't be read: " + cause.getMessage());
  }
}
