import type { WebConfig } from '../../config/web-config.js';
import { Issues } from '../../schema/issues.js';
import { bcryptFault } from './bcrypt-hash.js';

/** What keeps users out: hashes that no password can match. It refuses a start; later, it is they alone who wait. */
export function userFaults({ users }: WebConfig): Issues {
  const issues = new Issues();
  for (const { value, position, path } of Object.values(users)) {
    const fault = bcryptFault(value.reveal());
    if (fault !== undefined) issues.add(position, `${path}: ${fault}`);
  }
  return issues;
}
