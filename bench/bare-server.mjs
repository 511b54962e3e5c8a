// The least that a server of alerts could do: it reads a body, parses it, and forgets it.
import { createServer } from 'node:http';

createServer((request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    if (pieces.length > 0) JSON.parse(Buffer.concat(pieces).toString('utf8'));
    response.end();
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
