package dev.headwater.edge.live.follow;

import dev.headwater.edge.live.journal.TrackJson;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads frames from bytes as they come. Confined to one connection. */
public final class FrameReader {
  /** Far above any part of an encoder: what is longer is no frame. */
  private static final int MOST = 64 * 1024 * 1024;

  private Buffer rest = Buffer.buffer();

  /** All frames that are whole now; fails with IllegalArgumentException on what isn't one. */
  public List<Frame> read(Buffer bytes) {
    rest.appendBuffer(bytes);
    List<Frame> frames = new ArrayList<>();
    int at = 0;
    int end = end(at);
    while (end >= 0) {
      frames.add(frame(at));
      at = end;
      end = end(at);
    }
    if (at > 0) {
      rest = rest.getBuffer(at, rest.length());
    }
    return frames;
  }

  /** Of the frame that begins there; -1 where it isn't whole. */
  private int end(int at) {
    int json = length(at);
    int bytes = json < 0 ? -1 : length(at + Integer.BYTES + json);
    int end = at + 2 * Integer.BYTES + json + bytes;
    return bytes < 0 || rest.length() < end ? -1 : end;
  }

  /** -1 where it isn't here. */
  private int length(int at) {
    if (rest.length() < at + Integer.BYTES) {
      return -1;
    }
    int length = rest.getInt(at);
    if (length < 0 || length > MOST) {
      throw new IllegalArgumentException("a frame of " + length + " bytes");
    }
    return length;
  }

  private Frame frame(int at) {
    int begin = at + Integer.BYTES;
    int json = rest.getInt(at);
    int bytes = begin + json + Integer.BYTES;
    try {
      JsonObject said = new JsonObject(rest.getBuffer(begin, begin + json));
      return frame(said, rest.getBuffer(bytes, bytes + rest.getInt(begin + json)));
    } catch (RuntimeException e) { // no JSON, or whatever a field that is missing leads to
      throw new IllegalArgumentException("a frame of %d bytes".formatted(json), e);
    }
  }

  private static Frame frame(JsonObject said, Buffer bytes) {
    String rendition = said.getString("rendition");
    String what = said.getString("frame");
    return switch (what) {
      case "window" -> new Frame.Window(rendition, said.getLong("discontinuitySequence"));
      case "begun" ->
          new Frame.Begun(
              new Rendition(rendition, TrackJson.read(said.getJsonObject("track"))),
              said.getString("epoch"),
              bytes);
      case "part" ->
          new Frame.NextPart(
              rendition,
              new Frame.Opened(
                  said.getLong("number"),
                  said.getString("epoch"),
                  Instant.parse(said.getString("at")),
                  said.getBoolean("discontinuity"),
                  Duration.ofNanos(said.getLong("expected"))),
              said.getInteger("part"),
              Duration.ofNanos(said.getLong("duration")),
              said.getBoolean("independent"),
              bytes);
      case "whole" -> new Frame.Whole(rendition, segment(said));
      case "unwritten" -> new Frame.Unwritten(rendition, said.getLong("number"));
      case "ended" -> new Frame.Ended(rendition);
      case "gone" -> new Frame.Gone(rendition);
      case "current" ->
          new Frame.Current(Instant.parse(said.getString("lastMedia")), said.getBoolean("over"));
      default -> throw new IllegalArgumentException("a frame: " + what);
    };
  }

  private static Segment segment(JsonObject said) {
    return new Segment(
        said.getLong("number"),
        said.getString("epoch"),
        Duration.ofNanos(said.getLong("start")),
        Duration.ofNanos(said.getLong("duration")),
        Instant.parse(said.getString("at")),
        said.getBoolean("discontinuity"),
        said.getBoolean("gap"),
        said.getLong("length"),
        List.of());
  }
}
