/** Inclusive at both ends. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

/**
 * A set of moments. A field that is absent always holds; the fields are ANDed, the items of one are ORed.
 * An empty list is not the same as an absent one: it never holds (as in Alertmanager).
 */
export interface TimeInterval {
  /** Minutes after midnight, 0 to 1440; the end is exclusive. */
  readonly times?: readonly { readonly startMinute: number; readonly endMinute: number }[];
  /** Sunday is 0. */
  readonly weekdays?: readonly Range[];
  /** 1 to 31, or -1 (the last day) to -31. */
  readonly daysOfMonth?: readonly Range[];
  readonly months?: readonly Range[];
  readonly years?: readonly Range[];
  /** IANA name, `UTC` or `Local`; absent means UTC. */
  readonly location?: string;
}
