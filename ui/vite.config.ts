import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where the API is while the pages are worked on: `npm run dev -w ui`. */
const SERVER = process.env.TOCSIN_URL ?? 'http://127.0.0.1:9093';

/** Files of fewer bytes are not worth another request header. */
const COMPRESSED_MIN_BYTES = 1_024;

export default defineConfig({
  // Relative, so that the pages work under any route prefix.
  base: './',
  plugins: [react(), compressed()],
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': SERVER, '/metrics': SERVER, '/-/': SERVER } },
});

/** Puts a gzip and a brotli form beside every file, so that the server compresses nothing. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // Only what is written is final: the bundler changes its files until then.
    writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        const file = join(dir, fileName);
        const source = readFileSync(file);
        if (source.length < COMPRESSED_MIN_BYTES || fileName.endsWith('.html')) continue;
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
        writeFileSync(`${file}.br`, brotliCompressSync(source, quality));
        writeFileSync(`${file}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}
