package dev.headwater.control.encoding.rtmp;

import java.util.List;
import java.util.Map;

/** A value of AMF0 (Action Message Format, version 0, December 2007). Immutable. */
public sealed interface AmfValue {
  /** Section 2.2, and dates, which are numbers of milliseconds. */
  record Numeric(double value) implements AmfValue {}

  /** Section 2.3. */
  record Truth(boolean value) implements AmfValue {}

  /** Sections 2.4 and 2.14. */
  record Text(String value) implements AmfValue {}

  /** Sections 2.5 and 2.10: objects and ECMA arrays, which encoders use alike. */
  record Fields(Map<String, AmfValue> values) implements AmfValue {
    public Fields {
      values = Map.copyOf(values);
    }
  }

  /** Section 2.12. */
  record Array(List<AmfValue> values) implements AmfValue {
    public Array {
      values = List.copyOf(values);
    }
  }

  /** Sections 2.7 and 2.8: null, undefined and what has no meaning here. */
  record Nothing() implements AmfValue {}

  AmfValue NOTHING = new Nothing();
}
