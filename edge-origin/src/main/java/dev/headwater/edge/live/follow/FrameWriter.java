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
  private static final Buffer NOTHING = Buffer.buffer();

  private FrameWriter() {}

  public static Buffer write(Frame frame) {
    return switch (frame) {
      case Frame.Window(String rendition, long sequence) ->
          write(said("window", rendition).put("discontinuitySequence", sequence), NOTHING);
      case Frame.Begun begun ->
          write(
              said("begun", begun.rendition().id())
                  .put("track", TrackJson.write(begun.rendition().track()))
                  .put("epoch", begun.epoch()),
              begun.header());
      case Frame.NextPart part -> write(part(part), part.bytes());
      case Frame.Whole(String rendition, Segment segment) ->
          write(segment(rendition, segment), NOTHING);
      case Frame.Unwritten(String rendition, long number) ->
          write(said("unwritten", rendition).put("number", number), NOTHING);
      case Frame.Ended(String rendition) -> write(said("ended", rendition), NOTHING);
      case Frame.Gone(String rendition) -> write(said("gone", rendition), NOTHING);
      case Frame.Current current ->
          write(
              said("current", "")
                  .put("lastMedia", current.lastMedia().toString())
                  .put("over", current.over()),
              NOTHING);
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

  private static Buffer write(JsonObject said, Buffer bytes) {
    Buffer json = said.toBuffer();
    return Buffer.buffer(json.length() + bytes.length() + 2 * Integer.BYTES)
        .appendInt(json.length())
        .appendBuffer(json)
        .appendInt(bytes.length())
        .appendBuffer(bytes);
  }
}
