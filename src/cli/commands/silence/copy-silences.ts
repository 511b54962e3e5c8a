import type { ApiClient } from '../../client/api-client.js';
import type { Silence, SilenceMatcher } from '../../client/models.js';
import type { CommandContext } from '../../command-context.js';
import { Failure } from '../../command-line/failure.js';

/**
 * Adds the silences of another server that hold or will hold, each once: one that says the same until the same moment is
 * there already, and so is what an earlier call has added. Prints the ids of those that it adds.
 *
 * @returns the exit code: 1 where one could not be added
 * @throws {Failure} when the other server's address makes no sense
 */
export async function copySilences(context: CommandContext, from: string): Promise<number> {
  const { world } = context;
  const here = await context.api();
  const known = new Set((await here.silences([])).filter(isAhead).map(whatItSays));
  const theirs = (await silencesOf(context, from)).filter(isAhead);
  let failed = 0;
  let added = 0;
  for (const silence of theirs) {
    const says = whatItSays(silence);
    if (known.has(says)) continue;
    try {
      world.out(`${await here.postSilence({ ...silence, id: '' })}\n`);
      known.add(says);
      added++;
    } catch (error) {
      failed++;
      const reason = error instanceof Error ? error.message : String(error);
      world.err(`Error adding silence id='${silence.id}': ${reason}\n`);
    }
  }
  world.err(`${added} added, ${theirs.length - added - failed} were here already, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

async function silencesOf({ world, signal }: CommandContext, from: string): Promise<readonly Silence[]> {
  const [{ ApiClient }, { Connection }, { readServerUrl }, { DEFAULT_HTTP_CONFIG }] = await Promise.all([
    import('../../client/api-client.js'),
    import('../../client/connection.js'),
    import('../../client/server-url.js'),
    import('../../../httpclient/http-config.js'),
  ]);
  const http = await world.connect({ ...DEFAULT_HTTP_CONFIG, proxyFromEnvironment: true }, []);
  try {
    const api: ApiClient = new ApiClient(new Connection({ server: readServerUrl(from), http, signal }));
    return await api.silences([]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`the silences of --from-alertmanager cannot be read: ${reason}`, { cause: error });
  } finally {
    await http.close();
  }
}

function isAhead({ status }: Silence): boolean {
  return status?.state !== 'expired';
}

/** The start is left out once it is over: a server takes none that lies in the past. */
function whatItSays({ matchers, startsAt, endsAt, createdBy, comment, status }: Silence): string {
  const begins = status?.state === 'pending' ? startsAt : null;
  const sorted = (matchers ?? []).map(printed).toSorted();
  return JSON.stringify([sorted, momentOf(begins), momentOf(endsAt), createdBy, comment]);
}

function printed({ name, value, isRegex, isEqual }: SilenceMatcher): string {
  return JSON.stringify([name, value, isRegex ?? false, isEqual ?? true]);
}

/** A server keeps milliseconds. */
function momentOf(moment: Silence['endsAt']): number | null {
  return moment === null ? null : moment.unixSeconds * 1000 + Math.floor(moment.nanos / 1e6);
}
