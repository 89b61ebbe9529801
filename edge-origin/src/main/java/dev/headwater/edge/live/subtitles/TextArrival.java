package dev.headwater.edge.live.subtitles;

import dev.headwater.edge.live.timeline.Input;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.webvtt.WebVtt;
import java.time.Duration;
import java.util.Optional;

/**
 * Subtitles that an encoder has sent. Immutable.
 *
 * @param track as the encoder calls it
 * @param text with times of the encoder's timeline, or a map to it
 * @param until up to which place of the timeline nothing more comes; empty where that isn't said
 */
public record TextArrival(
    Input from, String track, Track.Text declared, WebVtt text, Optional<Duration> until) {}
