// Uploads a file by tus-js-client: node tus-upload.mjs MODULE ENDPOINT TOKEN TITLE FILE URLS STOP
// URLS is where addresses of uploads are kept. With STOP above 0 it ends by itself, as a crash
// does, once so many bytes are accepted.
import { createReadStream, statSync } from 'node:fs';
import { createRequire } from 'node:module';

const [module, endpoint, token, titleId, file, urls, stop] = process.argv.slice(2);
const tus = createRequire(module)('tus-js-client');
const upload = new tus.Upload(createReadStream(file), {
  endpoint,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { titleId, filename: 'film.mp4' },
  uploadSize: statSync(file).size,
  chunkSize: 6 * 1024 * 1024,
  retryDelays: [100, 500, 1000, 2000, 4000, 8000],
  urlStorage: new tus.FileUrlStorage(urls),
  fingerprint: async () => `${file}-${statSync(file).size}`,
  onShouldRetry: () => true,
  onChunkComplete: (_, accepted) => {
    console.log(`accepted ${accepted}`);
    if (Number(stop) > 0 && accepted >= Number(stop)) process.exit(9);
  },
  onError: (error) => {
    console.log(`failed ${error}`);
    process.exit(1);
  },
  onSuccess: () => console.log(`done ${upload.url}`),
});
const before = await upload.findPreviousUploads();
if (before.length > 0) {
  console.log(`resuming ${before[0].uploadUrl}`);
  upload.resumeFromPreviousUpload(before[0]);
}
upload.start();
