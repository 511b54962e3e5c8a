// Bundles each program into one file, and leaves beside it what V8 compiles of it (docs/adr/0024). It is given what
// `nest build` made: decorators need TypeScript's own types.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** Natives, what is large and seldom needed, and what Nest and Fastify ask for where it is installed. */
const LEFT_OUTSIDE = [
  'lmdb',
  '@node-rs/*',
  '@aws-sdk/*',
  '@smithy/*',
  '@grpc/*',
  '@opentelemetry/exporter-*',
  '@opentelemetry/otlp-*',
  'bullmq',
  'ioredis',
  'kafkajs',
  '@nestjs/microservices*',
  '@nestjs/platform-express',
  '@nestjs/websockets*',
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  'class-transformer*',
  'class-validator',
];

for (const [name, entry] of Object.entries({ tocsin: 'main.js', amtool: 'amtool.js' })) {
  const bundle = join(DIST, `${name}.cjs`);
  rmSync(`${bundle}.cache`, { force: true });
  await build({
    entryPoints: [join(DIST, entry)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // One byte a character: V8 takes it as it is.
    charset: 'ascii',
    // What `bin/bundle.js` calls. It stands in the file, for to put it around 8 MB costs another 8.
    banner: { js: '(function (require, module, exports, __filename, __dirname) {' },
    footer: { js: '})' },
    external: LEFT_OUTSIDE,
    // Without it a script that `vm` opens may not import; `require` opens what is left outside just as well.
    supported: { 'dynamic-import': false },
    plugins: [modulesKnowTheirPlace()],
    logLevel: 'warning',
  });
  compile(name);
}

/** A module of ours finds the files beside it where they were before it was bundled. */
function modulesKnowTheirPlace() {
  return {
    name: 'modules know their place',
    setup({ onLoad }) {
      onLoad({ filter: /\/dist\/.*\.js$/ }, ({ path }) => {
        const place = JSON.stringify(relative(DIST, path));
        const file = `require('node:path').join(__dirname, ${place})`;
        const contents = readFileSync(path, 'utf8')
          .replaceAll('import.meta.dirname', `require('node:path').dirname(${file})`)
          .replaceAll('import.meta.url', `require('node:url').pathToFileURL(${file})`);
        return { contents, loader: 'js', resolveDir: dirname(path) };
      });
    },
  };
}

function compile(name) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/compile-bundle.mjs'), name], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}${name} did not come up once it was bundled: what it wrote is above\n`);
  process.exit(1);
}
