// Makes the pictures of docs/receivers: of each fragment of HTML beside them, as Chromium shows it.
// `npm run pictures`, or some of them: `npm run pictures -- slack`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startBrowser } from '../test/support/browser.js';

const FOLDER = join(import.meta.dirname, '../docs/receivers/img');
const WIDTH = 640;
const SHARPNESS = 2;

const asked = process.argv.slice(2);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.html'))
  .map((file) => basename(file, '.html'))
  .filter((name) => asked.length === 0 || asked.includes(name));

const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 100 }, deviceScaleFactor: SHARPNESS });
  for (const name of names) {
    await page.setContent(readFileSync(join(FOLDER, `${name}.html`), 'utf8'));
    writeFileSync(join(FOLDER, `${name}.png`), await page.screenshot({ fullPage: true }));
    process.stdout.write(`${name}.png\n`);
  }
} finally {
  await browser.close();
}
