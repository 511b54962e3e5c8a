// Lets a test set the clock of a server, which loads this first: by so many milliseconds as the file says that CLOCK_OFFSET names.
import { readFileSync } from 'node:fs';

const realNow = Date.now.bind(Date);
const file = process.env['CLOCK_OFFSET'] ?? '';
let offsetMs = 0;

function look() {
  offsetMs = Number(readFileSync(file, 'utf8'));
}

look();
setInterval(look, 20).unref();
Date.now = () => realNow() + offsetMs;
