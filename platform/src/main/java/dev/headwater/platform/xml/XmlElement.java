package dev.headwater.platform.xml;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of a document that a server has answered with, by its local name. Not thread-safe. */
public final class XmlElement {
  /** Answers of AWS are four deep. */
  private static final int DEEPEST = 16;

  private final String name;
  private final StringBuilder text = new StringBuilder();
  private final List<XmlElement> children = new ArrayList<>();

  private XmlElement(String name) {
    this.name = name;
  }

  /** The root; empty where this is no XML that a server of AWS would send. */
  public static Optional<XmlElement> parse(Buffer document) {
    try {
      XMLStreamReader reader =
          parsers().createXMLStreamReader(new ByteArrayInputStream(document.getBytes()));
      return Optional.of(root(reader));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static XMLInputFactory parsers() {
    XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
    parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    parsers.setProperty(XMLInputFactory.IS_COALESCING, true);
    return parsers;
  }

  private static XmlElement root(XMLStreamReader reader) throws XMLStreamException {
    XmlElement document = new XmlElement("");
    Deque<XmlElement> open = new ArrayDeque<>(List.of(document));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          XmlElement element = new XmlElement(reader.getLocalName());
          open.getFirst().children.add(element);
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS -> open.getFirst().text.append(reader.getText());
        case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type");
        default -> {} // comments and the like say nothing
      }
      if (open.size() > DEEPEST) {
        throw new XMLStreamException("deeper than " + DEEPEST + " elements");
      }
    }
    return document.children.getFirst();
  }

  public String name() {
    return name;
  }

  /** The elements of that name directly within this one. */
  public List<XmlElement> all(String child) {
    return children.stream().filter(element -> element.name.equals(child)).toList();
  }

  /** The text of the first element of that name; empty where there is none. */
  public String text(String child) {
    return all(child).stream().findFirst().map(element -> element.text.toString()).orElse("");
  }
}
