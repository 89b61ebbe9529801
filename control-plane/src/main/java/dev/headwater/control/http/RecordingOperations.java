package dev.headwater.control.http;

import dev.headwater.control.playback.PlaybackDesk;
import dev.headwater.control.recording.Recordings;
import dev.headwater.control.title.Title;
import java.util.Map;

/** The operations that make titles of what channels have sent. */
record RecordingOperations(Recordings recordings, PlaybackDesk desk) {
  Map<String, ApiOperation> byId() {
    return Map.of("recordChannel", this::record);
  }

  private ApiAnswer record(ApiCall call) {
    Title title = recordings.record(call.person(), call.path("id"), call.body());
    return ApiAnswer.of(201, TitleJson.of(title, call.viewer(), desk))
        .with("Location", "/api/v1/titles/" + title.id());
  }
}
