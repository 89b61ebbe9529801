package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages that a server sends to a publisher. */
final class Replies {
  /** Bytes after which the peer is to acknowledge, and after which we do where it names none. */
  static final int WINDOW = 2_500_000;

  private static final int STREAM_BEGIN = 0;
  static final int PING_REQUEST = 6;
  private static final int PING_RESPONSE = 7;
  private static final byte DYNAMIC = 2;

  private Replies() {}

  static RtmpMessage window() {
    return control(MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE, WINDOW);
  }

  static RtmpMessage peerBandwidth() {
    return RtmpMessage.of(
        MessageType.SET_PEER_BANDWIDTH,
        0,
        ByteBuffer.allocate(5).putInt(WINDOW).put(DYNAMIC).array());
  }

  /** Of all that has come, which wraps at 32 bits. */
  static RtmpMessage acknowledgement(long receivedBytes) {
    return control(MessageType.ACKNOWLEDGEMENT, (int) receivedBytes);
  }

  static RtmpMessage streamBegin(int streamId) {
    return userControl(STREAM_BEGIN, streamId);
  }

  static RtmpMessage pong(int timestamp) {
    return userControl(PING_RESPONSE, timestamp);
  }

  static RtmpMessage connected(double transactionId) {
    return command(
        0,
        new AmfValue.Text("_result"),
        new AmfValue.Numeric(transactionId),
        fields(
            Map.of(
                "fmsVer", new AmfValue.Text("FMS/3,0,1,123"),
                "capabilities", new AmfValue.Numeric(31))),
        status("status", "NetConnection.Connect.Success", "Connection succeeded."));
  }

  static RtmpMessage notConnected(double transactionId, String description) {
    return command(
        0,
        new AmfValue.Text("_error"),
        new AmfValue.Numeric(transactionId),
        AmfValue.NOTHING,
        status("error", "NetConnection.Connect.Rejected", description));
  }

  static RtmpMessage result(double transactionId, AmfValue value) {
    return command(
        0,
        new AmfValue.Text("_result"),
        new AmfValue.Numeric(transactionId),
        AmfValue.NOTHING,
        value);
  }

  static RtmpMessage onStatus(int streamId, String level, String code, String description) {
    return command(
        streamId,
        new AmfValue.Text("onStatus"),
        new AmfValue.Numeric(0),
        AmfValue.NOTHING,
        status(level, code, description));
  }

  private static AmfValue status(String level, String code, String description) {
    Map<String, AmfValue> status = new LinkedHashMap<>();
    status.put("level", new AmfValue.Text(level));
    status.put("code", new AmfValue.Text(code));
    status.put("description", new AmfValue.Text(description));
    return fields(status);
  }

  private static AmfValue fields(Map<String, AmfValue> values) {
    return new AmfValue.Fields(values);
  }

  private static RtmpMessage command(int streamId, AmfValue... values) {
    return RtmpMessage.of(MessageType.COMMAND, streamId, Amf0Writer.write(values));
  }

  private static RtmpMessage userControl(int event, int value) {
    return RtmpMessage.of(
        MessageType.USER_CONTROL,
        0,
        ByteBuffer.allocate(6).putShort((short) event).putInt(value).array());
  }

  private static RtmpMessage control(int type, int value) {
    return RtmpMessage.of(type, 0, ByteBuffer.allocate(4).putInt(value).array());
  }
}
