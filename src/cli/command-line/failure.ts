/**
 * A failure whose text is printed as it is. Other errors are followed by an empty line, as amtool's are, which prints
 * them with a line break of their own.
 */
export class Failure extends Error {}
