import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue({ features: { optionsAPI: false } })],
  build: {
    target: 'es2022',
    // Everything is a file of its own: the Content-Security-Policy allows no data: URLs.
    assetsInlineLimit: 0,
    // The players are large by nature and load only on the watch page.
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: { '/api': 'http://localhost:8080' },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
  },
});
