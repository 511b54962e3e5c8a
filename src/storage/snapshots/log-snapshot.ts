import type { NotificationLogEntry } from '../../nflog/notification-log.js';
import { type Fields, readDelimited, readMessage, readTimestampMs } from './protobuf-reader.js';

/**
 * Reads Alertmanager's file `nflog` (nflogpb.MeshEntry, each after its length).
 *
 * @throws {Error} when it is cut or damaged
 */
export function readLogSnapshot(bytes: Uint8Array): NotificationLogEntry[] {
  return [...readDelimited(bytes, emptyMeshEntry, MESH_ENTRY)].map(({ entry, expiresAtMs }) => ({
    groupKey: entry.groupKey,
    integration: entry.integration,
    sentAtMs: entry.sentAtMs,
    firing: entry.firing,
    resolved: entry.resolved,
    muted: [],
    receiverData: Object.fromEntries(entry.receiverData.map(({ key, value }) => [key, value])),
    expiresAtMs,
  }));
}

interface WrittenDatum {
  key: string;
  value: string | number;
}

interface WrittenEntry {
  groupKey: string;
  readonly integration: { receiver: string; type: string; index: number };
  sentAtMs: number;
  readonly firing: string[];
  readonly resolved: string[];
  readonly receiverData: WrittenDatum[];
}

interface MeshEntry {
  readonly entry: WrittenEntry;
  expiresAtMs: number;
}

function emptyMeshEntry(): MeshEntry {
  const integration = { receiver: '', type: '', index: 0 };
  return {
    entry: { groupKey: '', integration, sentAtMs: 0, firing: [], resolved: [], receiverData: [] },
    expiresAtMs: 0,
  };
}

const INTEGRATION: Fields<WrittenEntry['integration']> = {
  1: (integration, reader) => {
    integration.receiver = reader.string();
  },
  2: (integration, reader) => {
    integration.type = reader.string();
  },
  3: (integration, reader) => {
    integration.index = reader.uint32();
  },
};

/** nflogpb.ReceiverDataValue */
const VALUE: Fields<WrittenDatum> = {
  1: (datum, reader) => {
    datum.value = reader.string();
  },
  2: (datum, reader) => {
    datum.value = Number(reader.int64());
  },
  3: (datum, reader) => {
    datum.value = reader.double();
  },
};

const DATUM: Fields<WrittenDatum> = {
  1: (datum, reader) => {
    datum.key = reader.string();
  },
  2: (datum, reader) => {
    readMessage(reader, datum, VALUE);
  },
};

const ENTRY: Fields<WrittenEntry> = {
  1: (entry, reader) => {
    entry.groupKey = new TextDecoder().decode(reader.bytes());
  },
  2: (entry, reader) => {
    readMessage(reader, entry.integration, INTEGRATION);
  },
  5: (entry, reader) => {
    entry.sentAtMs = readTimestampMs(reader);
  },
  6: (entry, reader) => {
    entry.firing.push(...readHashes(reader));
  },
  7: (entry, reader) => {
    entry.resolved.push(...readHashes(reader));
  },
  8: (entry, reader) => {
    entry.receiverData.push(readMessage(reader, { key: '', value: '' }, DATUM));
  },
};

const MESH_ENTRY: Fields<MeshEntry> = {
  1: (mesh, reader) => {
    readMessage(reader, mesh.entry, ENTRY);
  },
  2: (mesh, reader) => {
    mesh.expiresAtMs = readTimestampMs(reader);
  },
};

/** Numbers of 64 bits behind one length, as 16 hex digits each. */
function* readHashes(reader: Parameters<(typeof ENTRY)[number]>[1]): Generator<string> {
  const end = reader.uint32() + reader.pos;
  while (reader.pos < end) {
    const hash = reader.uint64();
    yield BigInt(hash.toString()).toString(16).padStart(16, '0');
  }
}
