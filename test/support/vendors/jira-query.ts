/** An issue as the stand-in for Jira keeps it. */
export interface JiraIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: Record<string, unknown>;
  status: { readonly name: string; readonly statusCategory: { readonly key: string } };
  resolution?: string | undefined;
  resolvedAtMs?: number | undefined;
}

const TEXT = String.raw`"((?:[^"\\]|\\.)*)"`;
const ORDER = ' order by status ASC,resolutiondate DESC';

type Clause = readonly [form: RegExp, holds: (issue: JiraIssue, given: string, nowMs: number) => boolean];

/** The clauses of JQL that it knows. A comparison with something that is empty never holds. */
const CLAUSES: readonly Clause[] = [
  [
    new RegExp(String.raw`^\(resolution is EMPTY or resolution != ${TEXT}\)$`, 'i'),
    ({ resolution }, given) => resolution === undefined || resolution !== given,
  ],
  [
    /^\(resolutiondate is EMPTY or resolutiondate >= -(\d+)m\)$/i,
    ({ resolvedAtMs }, minutes, nowMs) =>
      resolvedAtMs === undefined || resolvedAtMs >= nowMs - Number(minutes) * 60_000,
  ],
  [/^statusCategory != (Done)$/i, ({ status }) => status.statusCategory.key !== 'done'],
  [
    new RegExp(`^labels=${TEXT}$`),
    ({ fields }, given) => Array.isArray(fields['labels']) && fields['labels'].includes(given),
  ],
];

/**
 * The issues that a query in JQL finds, in its order: open ones first, then those that were resolved last.
 *
 * @returns Jira's words, where it cannot read the query
 */
export function matchesOf(
  jql: string,
  project: string,
  issues: readonly JiraIssue[],
  nowMs: number,
): readonly JiraIssue[] | string {
  if (!jql.endsWith(ORDER)) return 'Error in the JQL Query: expecting an order.';
  let found = [...issues];
  for (const clause of jql.slice(0, -ORDER.length).split(/ and (?![^(]*\))/)) {
    const asked = new RegExp(`^project=${TEXT}$`).exec(clause)?.[1];
    if (asked !== undefined) {
      if (asked !== project) return `The value '${asked}' does not exist for the field 'project'.`;
      continue;
    }
    const known = CLAUSES.find(([form]) => form.test(clause));
    if (known === undefined) return `Error in the JQL Query: cannot read '${clause}'.`;
    const [form, holds] = known;
    const given = form.exec(clause)?.[1] ?? '';
    found = found.filter((issue) => holds(issue, given, nowMs));
  }
  return found.sort((a, b) => rank(a) - rank(b) || (b.resolvedAtMs ?? 0) - (a.resolvedAtMs ?? 0));
}

function rank({ status }: JiraIssue): number {
  return status.statusCategory.key === 'done' ? 1 : 0;
}
