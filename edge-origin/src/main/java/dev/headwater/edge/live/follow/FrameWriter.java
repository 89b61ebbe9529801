package dev.headwater.edge.live.follow;

import dev.headwater.edge.live.journal.TrackJson;
import dev.headwater.edge.live.timeline.Segment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * Frames as they are sent: the length of what is said (4 bytes), that as JSON, the length of the
 * bytes beside it (4 bytes), and those.
 */
public final class FrameWriter {
  private FrameWriter() {}

  /** All of a frame but its {@link Frame#bytes}, which follow it. */
  public static Buffer head(Frame frame) {
    Buffer json = said(frame).toBuffer();
    return Buffer.buffer(json.length() + 2 * Integer.BYTES)
        .appendInt(json.length())
        .appendBuffer(json)
        .appendInt(frame.bytes().length());
  }

  private static JsonObject said(Frame frame) {
    return switch (frame) {
      case Frame.Window(String rendition, long sequence) ->
          said("window", rendition).put("discontinuitySequence", sequence);
      case Frame.Begun begun ->
          said("begun", begun.rendition().id())
              .put("track", TrackJson.write(begun.rendition().track()))
              .put("epoch", begun.epoch());
      case Frame.NextPart part -> part(part);
      case Frame.Whole(String rendition, Segment segment) -> segment(rendition, segment);
      case Frame.Unwritten(String rendition, long number) ->
          said("unwritten", rendition).put("number", number);
      case Frame.Ended(String rendition) -> said("ended", rendition);
      case Frame.Gone(String rendition) -> said("gone", rendition);
      case Frame.Current current ->
          said("current", "")
              .put("lastMedia", current.lastMedia().toString())
              .put("over", current.over());
    };
  }

  private static JsonObject said(String what, String rendition) {
    return new JsonObject().put("frame", what).put("rendition", rendition);
  }

  private static JsonObject part(Frame.NextPart part) {
    return said("part", part.rendition())
        .put("number", part.segment().number())
        .put("epoch", part.segment().epoch())
        .put("at", part.segment().at().toString())
        .put("discontinuity", part.segment().discontinuity())
        .put("expected", part.segment().expected().toNanos())
        .put("part", part.index())
        .put("duration", part.duration().toNanos())
        .put("independent", part.independent());
  }

  private static JsonObject segment(String rendition, Segment segment) {
    return said("whole", rendition)
        .put("number", segment.number())
        .put("epoch", segment.epoch())
        .put("start", segment.start().toNanos())
        .put("duration", segment.duration().toNanos())
        .put("at", segment.at().toString())
        .put("discontinuity", segment.discontinuity())
        .put("gap", segment.missing())
        .put("length", segment.lengthBytes());
  }
}
