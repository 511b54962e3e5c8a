/** Which matcher syntax is read: both with a preference for UTF-8 (the default), or one alone. */
export type MatcherMode = 'fallback' | 'classic' | 'utf8';
