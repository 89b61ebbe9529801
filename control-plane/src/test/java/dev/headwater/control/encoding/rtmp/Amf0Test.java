package dev.headwater.control.encoding.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Amf0Test {
  @Test
  void everyValueIsReadAsItWasWritten() throws RtmpException {
    AmfValue[] values = {
      new AmfValue.Text("onMetaData"),
      new AmfValue.Text("é".repeat(40_000)),
      new AmfValue.Numeric(29.97),
      new AmfValue.Truth(true),
      AmfValue.NOTHING,
      new AmfValue.Array(List.of(new AmfValue.Numeric(1), new AmfValue.Truth(false))),
      new AmfValue.Fields(
          Map.of("width", new AmfValue.Numeric(1920), "encoder", new AmfValue.Text("obs")))
    };
    assertThat(Amf0Reader.readAll(ByteBuffer.wrap(Amf0Writer.write(values))))
        .containsExactly(values);
  }

  /** What only others write: undefined, reference, ECMA array, date, unsupported, XML, typed. */
  @ParameterizedTest
  @CsvSource({
    "06, Nothing[]",
    "070001, Nothing[]",
    "0D, Nothing[]",
    "0800000001000161 0100 000009, Fields[values={a=Truth[value=false]}]",
    "0B 3FF0000000000000 0000, Numeric[value=1.0]",
    "0F 00000001 78, Text[value=x]",
    "10 0001 43 0001 61 05 000009, Fields[values={a=Nothing[]}]"
  })
  void valuesOfOthersAreRead(String hex, String value) throws RtmpException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(Amf0Reader.readAll(ByteBuffer.wrap(bytes))).singleElement().hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "00 3FF0, cut off",
    "02 0005 61, string length: 5",
    "0C 7FFFFFFF, string length: 2147483647",
    "0C FFFFFFFF, string length: -1",
    "0A 7FFFFFFF, array length: 2147483647",
    "03 0001 61, cut off",
    "11 00, marker: 17"
  })
  void whatIsMalformedIsRefused(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    refused(bytes, message);
  }

  @Test
  void depthAndNumberOfValuesAreBounded() {
    refused(HexFormat.of().parseHex("0300016103000161".repeat(10)), "AMF0: deeper or more");
    refused(new byte[2_000], "cut off");
    byte[] many = new byte[1_001];
    java.util.Arrays.fill(many, (byte) 5);
    refused(many, "AMF0: deeper or more");
  }

  private static void refused(byte[] bytes, String message) {
    assertThatExceptionOfType(RtmpException.class)
        .isThrownBy(() -> Amf0Reader.readAll(ByteBuffer.wrap(bytes)))
        .withMessageContaining(message);
  }
}
