'use strict';

/** Which cues were shown, and where the picture was when they were seen first. */
const shown = [];

/** As often as a picture changes. */
const CUE_MILLIS = 30;

/** Called by whoever drives the page, once it plays: shows the first track, and notes what is read. */
window.readSubtitles = () => {
  showSubtitles();
  const known = new Set();
  setInterval(() => {
    for (const track of video.textTracks) {
      if (track.mode === 'disabled') continue;
      for (const cue of track.activeCues ?? []) {
        const key = `${cue.text} ${cue.startTime}`;
        if (known.has(key)) continue;
        known.add(key);
        shown.push({ text: cue.text, seconds: video.currentTime });
      }
    }
  }, CUE_MILLIS);
};

window.subtitles = () => shown;
