package dev.headwater.control.encoding.encoder;

/**
 * A track that ffmpeg makes of a channel. Immutable.
 *
 * @param name of the rendition, as in {@code 720p}
 * @param file as in {@code /ingest/{channelId}/{file}}
 */
record LiveTrack(String name, String file) {
  static LiveTrack video(String name) {
    return new LiveTrack(name, name + ".cmfv");
  }

  static LiveTrack audio() {
    return new LiveTrack("audio", "audio.cmfa");
  }
}
