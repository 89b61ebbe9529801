'use strict';

/** Plays one stream by one player, and notes what a viewer would see. */

/** How often the position is looked at. */
const LOOK_MILLIS = 100;

/** A picture that stands still for less is not seen to. */
const STALL_MILLIS = 250;

/** What Shaka Player keeps of the past: its own reckoning shrinks to nothing after a pause of media (docs/live.md). */
const PAST_SECONDS = 60;

/** Seconds of playing after which the latency counts: players catch up at first. */
const SETTLED_SECONDS = 5;

/** A page loads its stream anew so often. */
const MOST_RELOADS = 3;

/** Of shaka.util.Error.Severity. */
const RECOVERABLE = 1;

const video = document.querySelector('video');
const seen = { startMillis: null, stalls: 0, rebufferMillis: 0, seeks: 0, latencies: [], errors: [], seconds: 0, reloads: 0, fatal: null };
let begun = 0;
let dateOfPosition = () => null;
let showSubtitles = () => {};
let chooseSound = () => {};

const PLAYERS = {
  async 'hls.js'(url) {
    await load('hls.js/dist/hls.min.js');
    const hls = new Hls({ lowLatencyMode: true });
    dateOfPosition = () => hls.playingDate;
    showSubtitles = () => { hls.subtitleTrack = 0; };
    chooseSound = (language) => { hls.audioTrack = hls.audioTracks.findIndex((track) => track.lang === language); };
    hls.on(Hls.Events.ERROR, (_, error) => {
      const why = error.response ? error.response.code : error.details === 'levelParsingError' ? error.reason : '';
      const reloads = error.fatal && isOfAnotherOrigin(error) && seen.reloads < MOST_RELOADS;
      note(`${error.details} ${why}`.trim(), error.fatal && !reloads);
      if (reloads) {
        seen.reloads += 1;
        hls.loadSource(url);
        video.play().catch((failure) => note(String(failure), true)); // it has let go of the element
      }
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    await video.play();
  },
  'shaka-hls': (url) => shakaPlays(url),
  'shaka-dash': (url, keyServer) => shakaPlays(url.replace('index.m3u8', 'manifest.mpd'), keyServer),
};

/** Where a CDN asks another region, its playlist calls the same numbers by other names. */
const isOfAnotherOrigin = (error) => error.details === 'levelParsingError';

async function shakaPlays(url, keyServer = '') {
  await load('shaka-player/dist/shaka-player.compiled-es2021.js');
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  player.configure('streaming.lowLatencyMode', true);
  if (url.endsWith('.m3u8')) player.configure('manifest.availabilityWindowOverride', PAST_SECONDS);
  if (keyServer) player.configure({ drm: { servers: { 'org.w3.clearkey': keyServer } } });
  player.addEventListener('error', ({ detail }) => noteShaka(detail));
  dateOfPosition = () => player.getPlayheadTimeAsDate();
  showSubtitles = () => player.selectTextTrack(player.getTextTracks()[0]);
  chooseSound = (language) => player.selectAudioTrack(player.getAudioTracks().find((track) => track.language === language));
  await player.attach(video);
  try {
    await player.load(url);
    await video.play();
  } catch (error) {
    noteShaka(error);
  }
}

function noteShaka(error) {
  const where = (error.data ?? []).filter((each) => ['string', 'number'].includes(typeof each)).join(' ');
  const what = `Shaka ${error.code ?? error} ${where}`;
  note(what, false);
  setTimeout(() => { if (error.severity !== RECOVERABLE) seen.fatal = what; }); // it says so after the event, where it tries again
}

function note(what, fatal) {
  seen.errors.push(what);
  if (fatal) seen.fatal = what;
}

function load(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = path;
    script.onload = resolve;
    script.onerror = () => reject(new Error(path));
    document.head.append(script);
  });
}

/** Looks at the position: whether it moves, and how far behind the clock it is. */
function watch() {
  let position = 0;
  let looked = performance.now();
  let standing = 0;
  let sampled = 0;
  setInterval(() => {
    const now = performance.now();
    const moved = video.currentTime !== position;
    const ahead = video.currentTime - position;
    if (ahead > 0 && ahead < 2 * ((now - looked) / 1000)) seen.seconds += ahead; // players that catch up are a little faster
    if (seen.startMillis === null) {
      if (video.currentTime > 0 && moved && position > 0) seen.startMillis = now - begun;
    } else if (moved) {
      endStall(standing);
      standing = 0;
    } else {
      standing += now - looked;
    }
    seen.standingMillis = standing;
    position = video.currentTime;
    looked = now;
    const date = dateOfPosition();
    if (moved && date && now - sampled >= 1000 && now - begun - seen.startMillis > SETTLED_SECONDS * 1000) {
      sampled = now;
      seen.latencies.push((Date.now() - date.getTime()) / 1000);
    }
  }, LOOK_MILLIS);
}

function endStall(millis) {
  if (millis < STALL_MILLIS) return;
  seen.stalls += 1;
  seen.rebufferMillis += millis;
  note(`stood still for ${(millis / 1000).toFixed(1)} s after ${seen.seconds.toFixed(1)} s`, false);
}

video.addEventListener('seeking', () => {
  if (seen.startMillis !== null) seen.seeks += 1;
});
video.addEventListener('error', () => note('video: ' + video.error?.message, true));

/** Called by whoever drives the page. */
window.begin = (player, url, keyServer) => {
  begun = performance.now();
  watch();
  PLAYERS[player](url, keyServer).catch((error) => note(String(error), true));
};

window.figures = () => ({
  ...seen,
  dropped: video.getVideoPlaybackQuality().droppedVideoFrames,
});
