package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An MPD of a channel with one rendition, and what it leads to. */
record ProtectedMpd(String text, List<Period> periods) {

  /**
   * What is under one key.
   *
   * @param media its header, and its segments
   */
  record Period(String kid, Buffer media) {}

  List<String> kids() {
    return periods.stream().map(Period::kid).toList();
  }

  static ProtectedMpd read(ProtectedViewer viewer) {
    String text = viewer.get("../manifest.mpd").body().toString();
    List<Period> periods = new ArrayList<>();
    for (Element period : elements(document(text).getDocumentElement(), "Period")) {
      periods.add(period(viewer, period));
    }
    return new ProtectedMpd(text, periods);
  }

  private static Document document(String text) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }

  private static List<Element> elements(Element in, String name) {
    NodeList found = in.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static Period period(ProtectedViewer viewer, Element period) {
    List<Element> protections = elements(period, "ContentProtection");
    assertThat(protections)
        .extracting(protection -> protection.getAttribute("schemeIdUri"))
        .containsExactly(
            "urn:mpeg:dash:mp4protection:2011", "urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e");
    Element template = elements(period, "SegmentTemplate").getFirst();
    Buffer media = got(viewer, template.getAttribute("initialization")).copy();
    long number = Long.parseLong(template.getAttribute("startNumber"));
    for (Element run : elements(template, "S")) {
      String more = run.getAttribute("r");
      for (int i = 0; i <= (more.isEmpty() ? 0 : Integer.parseInt(more)); i++) {
        String name = template.getAttribute("media").replace("$Number$", Long.toString(number++));
        media.appendBuffer(got(viewer, name));
      }
    }
    return new Period(protections.getFirst().getAttribute("cenc:default_KID"), media);
  }

  private static Buffer got(ProtectedViewer viewer, String name) {
    Node.Answer answer =
        viewer.get("../" + name.replace("$RepresentationID$", CbcsChannel.RENDITION));
    assertThat(answer.status()).as(name).isEqualTo(200);
    return answer.body();
  }
}
