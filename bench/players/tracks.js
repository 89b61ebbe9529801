'use strict';

/** Of how many samples a tone is told: some 6 Hz apart at 48 kHz. */
const SAMPLES = 8192;

let analyser = null;

/** Called by whoever drives the page: what is to be heard from now on, by its language. */
window.listenTo = async (language) => {
  chooseSound(language);
  if (analyser !== null) return;
  const context = new AudioContext();
  analyser = context.createAnalyser();
  analyser.fftSize = SAMPLES;
  context.createMediaElementSource(video).connect(analyser);
  analyser.connect(context.destination);
  video.muted = false;
  await context.resume();
};

/** The loudest tone that is heard now, in Hz; 0 for silence. */
window.tone = () => {
  const levels = new Uint8Array(analyser.frequencyBinCount);
  analyser.getByteFrequencyData(levels);
  const loudest = levels.reduce((best, level, bin) => (level > levels[best] ? bin : best), 0);
  return levels[loudest] === 0 ? 0 : (loudest * analyser.context.sampleRate) / SAMPLES;
};
