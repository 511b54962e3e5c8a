import { Matcher, type MatchOperator } from '../../labels/matcher.js';
import type { Silence } from '../../silences/silence.js';
import { type Fields, readDelimited, readMessage, readTimestampMs } from './protobuf-reader.js';

/** What a snapshot of Alertmanager holds. */
export interface SilenceSnapshot {
  readonly silences: readonly Silence[];
  /** Ids of those that hold for some receivers alone, which Tocsin's do not: for all they would hide too much. */
  readonly leftOut: readonly string[];
}

/**
 * Reads Alertmanager's file `silences` (silencepb.MeshSilence, each after its length).
 *
 * @throws {Error} when it is cut or damaged
 */
export function readSilenceSnapshot(bytes: Uint8Array): SilenceSnapshot {
  const silences: Silence[] = [];
  const leftOut: string[] = [];
  for (const { silence, expiresAtMs } of readDelimited(bytes, emptyMeshSilence, MESH_SILENCE)) {
    if (silence.isForReceivers) leftOut.push(silence.id);
    else silences.push(silenceOf(silence, expiresAtMs));
  }
  return { silences, leftOut };
}

function silenceOf({ matchers, matcherSets, comments, annotations, ...silence }: WrittenSilence, expiresAtMs: number) {
  // Versions before 0.13 had a list of comments.
  const [oldest = { author: '', comment: '' }] = comments;
  return {
    id: silence.id,
    // The first set is written twice, for older readers.
    matcherSets: (matcherSets.length > 0 ? matcherSets : [matchers]).map((set) => set.map(matcherOf)),
    startsAtMs: silence.startsAtMs,
    endsAtMs: silence.endsAtMs,
    updatedAtMs: silence.updatedAtMs,
    createdBy: silence.createdBy || oldest.author,
    comment: silence.comment || oldest.comment,
    annotations: Object.fromEntries(annotations.map(({ key, value }) => [key, value])),
    expiresAtMs,
  };
}

/** By the numbers of silencepb.Matcher.Type. */
const OPERATORS: readonly MatchOperator[] = ['=', '=~', '!=', '!~'];

function matcherOf({ type, name, pattern }: WrittenMatcher): Matcher {
  const operator = OPERATORS[type];
  if (operator === undefined) throw new Error(`unknown type of matcher: ${type}`);
  return new Matcher(name, operator, pattern);
}

interface WrittenMatcher {
  type: number;
  name: string;
  pattern: string;
}

interface WrittenSilence {
  id: string;
  readonly matchers: WrittenMatcher[];
  startsAtMs: number;
  endsAtMs: number;
  updatedAtMs: number;
  readonly comments: { author: string; comment: string }[];
  createdBy: string;
  comment: string;
  readonly annotations: { key: string; value: string }[];
  readonly matcherSets: WrittenMatcher[][];
  isForReceivers: boolean;
}

interface MeshSilence {
  readonly silence: WrittenSilence;
  expiresAtMs: number;
}

function emptyMeshSilence(): MeshSilence {
  return {
    silence: {
      id: '',
      matchers: [],
      startsAtMs: 0,
      endsAtMs: 0,
      updatedAtMs: 0,
      comments: [],
      createdBy: '',
      comment: '',
      annotations: [],
      matcherSets: [],
      isForReceivers: false,
    },
    expiresAtMs: 0,
  };
}

const MATCHER: Fields<WrittenMatcher> = {
  1: (matcher, reader) => {
    matcher.type = reader.int32();
  },
  2: (matcher, reader) => {
    matcher.name = reader.string();
  },
  3: (matcher, reader) => {
    matcher.pattern = reader.string();
  },
};

const MATCHER_SET: Fields<WrittenMatcher[]> = {
  1: (set, reader) => {
    set.push(readMessage(reader, { type: 0, name: '', pattern: '' }, MATCHER));
  },
};

const COMMENT: Fields<{ author: string; comment: string }> = {
  1: (comment, reader) => {
    comment.author = reader.string();
  },
  2: (comment, reader) => {
    comment.comment = reader.string();
  },
};

const ANNOTATION: Fields<{ key: string; value: string }> = {
  1: (entry, reader) => {
    entry.key = reader.string();
  },
  2: (entry, reader) => {
    entry.value = reader.string();
  },
};

const SILENCE: Fields<WrittenSilence> = {
  1: (silence, reader) => {
    silence.id = reader.string();
  },
  2: (silence, reader) => {
    silence.matchers.push(readMessage(reader, { type: 0, name: '', pattern: '' }, MATCHER));
  },
  3: (silence, reader) => {
    silence.startsAtMs = readTimestampMs(reader);
  },
  4: (silence, reader) => {
    silence.endsAtMs = readTimestampMs(reader);
  },
  5: (silence, reader) => {
    silence.updatedAtMs = readTimestampMs(reader);
  },
  7: (silence, reader) => {
    silence.comments.push(readMessage(reader, { author: '', comment: '' }, COMMENT));
  },
  8: (silence, reader) => {
    silence.createdBy = reader.string();
  },
  9: (silence, reader) => {
    silence.comment = reader.string();
  },
  10: (silence, reader) => {
    silence.annotations.push(readMessage(reader, { key: '', value: '' }, ANNOTATION));
  },
  11: (silence, reader) => {
    silence.matcherSets.push(readMessage(reader, [], MATCHER_SET));
  },
  12: (silence, reader) => {
    silence.isForReceivers = true;
    reader.skipType(2);
  },
};

const MESH_SILENCE: Fields<MeshSilence> = {
  1: (mesh, reader) => {
    readMessage(reader, mesh.silence, SILENCE);
  },
  2: (mesh, reader) => {
    mesh.expiresAtMs = readTimestampMs(reader);
  },
};
