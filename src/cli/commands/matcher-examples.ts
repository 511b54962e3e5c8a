/** How matchers are written, for the help of a command. */
export function matcherExamples(command: string): string {
  return `A matcher is a label's name, one of =, !=, =~ and !~, and a value:

\t${command} alertname=Full 'instance=~db[12]:.*'

Regular expressions match the whole value. A first argument that is no matcher is the name of an alert, so this is the \
same as alertname=Full:

\t${command} Full`;
}
