'use strict';

/** Which cues were shown, and when: what the picture's clock said, and what the text says. */
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
        shown.push({ text: cue.text, seconds: video.currentTime, date: dateOfPosition()?.getTime() ?? null });
      }
    }
  }, CUE_MILLIS);
};

window.subtitles = () => shown;
