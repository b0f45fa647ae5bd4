// What is heard and felt: a voice where the phone has one, tones beside the runner's own music, a short buzz.
const LANGUAGE = document.documentElement.lang;
const TONES = { count: [[660, 0.09]], go: [[990, 0.22]], end: [[660, 0.12], [495, 0.2]], rep: [[440, 0.05]], over: [[660, 0.14], [880, 0.14], [990, 0.3]] };
const LOUD = 0.25;
const SOFT = 0.08;
const STUCK_MS = 1500;
const LATE_MS = 300; // a tone that comes later than this is worse than none
const BUZZ = { go: 60, end: [40, 60, 40], over: [60, 80, 60, 80, 120] };

let context;
let opening; // a promise: the context is there, or this browser has none
let heard; // { at, clock } of the tone before

/** Whether this phone can speak our language. */
export function canSpeak() {
  return (globalThis.speechSynthesis?.getVoices() ?? []).some(({ lang }) => lang.toLowerCase().startsWith(LANGUAGE));
}

/** To be called in a tap: from then on sound is allowed. */
export function unlock(mode) {
  if (mode === 'silent') return;
  // Mixes with the music instead of ending it.
  if (navigator.audioSession) navigator.audioSession.type = 'ambient';
  opening ??= painted(open);
  wake();
}

/** Quiet, and the loudspeaker may sleep. */
export function hush() {
  globalThis.speechSynthesis?.cancel();
  context?.suspend().catch(() => {});
  heard = undefined;
}

/** A step begins: a buzz, and its words or a tone, by mode: voice, names, tones or silent. */
export function announce({ all, names }, tone, mode) {
  navigator.vibrate?.(BUZZ[tone] ?? 0);
  const words = mode === 'voice' ? all : mode === 'names' ? names : '';
  if (words && canSpeak()) speak(words);
  if (mode !== 'silent' && tone) play(tone);
}

/** Something is due within a step. */
export function cue({ say, tone }, mode) {
  if (tone === 'go') navigator.vibrate?.(BUZZ.go);
  if (mode === 'voice' && say && canSpeak()) speak(say);
  else if (mode !== 'silent') play(tone ?? 'rep');
}

function speak(words) {
  const voice = speechSynthesis.getVoices().find(({ lang, localService }) => localService && lang.toLowerCase().startsWith(LANGUAGE));
  // What is still being said belongs to a moment that is over.
  speechSynthesis.cancel();
  speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(words), { lang: voice?.lang ?? LANGUAGE, voice: voice ?? null, rate: 1.05 }));
}

// Opening the loudspeaker may take the browser longer than a frame: what the tap changed is seen before.
function painted(then) {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(then()))));
}

function open() {
  context = globalThis.AudioContext && new AudioContext();
  wake();
}

function wake() {
  if (context && context.state !== 'running') context.resume().catch(() => {});
}

function play(name) {
  const asked = Date.now();
  opening?.then(() => context && Date.now() - asked < LATE_MS && sound(name));
}

function sound(name) {
  if (isStuck()) context = new AudioContext();
  wake();
  heard = { at: Date.now(), clock: context.currentTime };
  let start = context.currentTime;
  for (const [pitch, length] of TONES[name]) {
    beep(pitch, start, length, name === 'rep' ? SOFT : LOUD);
    start += length;
  }
}

// After a call some phones give back a context that says it runs and whose clock stands still.
function isStuck() {
  const waited = heard && Date.now() - heard.at > STUCK_MS;
  return waited && context.state === 'running' && context.currentTime === heard.clock;
}

function beep(pitch, start, length, loudness) {
  const tone = new OscillatorNode(context, { frequency: pitch });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setTargetAtTime(loudness, start, 0.008);
  gain.gain.setTargetAtTime(0, start + length, 0.02);
  tone.connect(gain).connect(context.destination);
  tone.start(start);
  tone.stop(start + length + 0.2);
}
