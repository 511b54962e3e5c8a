import { type Dispatcher, Pool } from 'undici';

type Options = Parameters<Pool['connect']>[0];
type Done = (error: Error | null, data: Dispatcher.ConnectData) => void;

/**
 * Connections to a proxy, for tunnels through it. A proxy that closes one ends the request: undici itself takes that for
 * a connection of the target's that broke, and would dial again without pause or end.
 */
export class TunnelPool extends Pool {
  override connect(options: Options): Promise<Dispatcher.ConnectData>;
  override connect(options: Options, done: Done): void;
  override connect(options: Options, done?: Done): Promise<Dispatcher.ConnectData> | undefined {
    if (done === undefined) return super.connect(options).catch(refuse);
    super.connect(options, done);
    return undefined;
  }
}

function refuse(error: unknown): never {
  throw new Error(`proxy: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
