import type { Ingest } from '../catalog/channel';

/** A segment ends at each key frame: every two seconds at 30 frames a second. */
const KEY_FRAME_INTERVAL = 60;

/** The address without the key, as OBS asks for the two. */
export function obsServer({ rtmp, streamKey }: Ingest): string {
  const end = `/${streamKey ?? ''}`;
  return rtmp?.endsWith(end) ? rtmp.slice(0, -end.length) : (rtmp ?? '');
}

/** A command that sends a file in real time. */
export function ffmpegCommand(rtmp: string): string {
  return [
    'ffmpeg -re -i film.mp4',
    '-c:v libx264 -preset veryfast -tune zerolatency',
    `-r 30 -g ${KEY_FRAME_INTERVAL} -sc_threshold 0`,
    `-c:a aac -f flv '${rtmp}'`,
  ].join(' ');
}
