import { templateCases } from './template-vectors.js';

describe('html templates render as they do in Alertmanager', () => {
  it.each(templateCases('html_templates'))('$title', ({ vector, render }) => {
    const { want, error, stage } = vector;
    expect(render()).toEqual(error === undefined ? { want } : { stage, error: messageLike(error) });
  });
});

/** The built-in templates are our own words: an error inside of one has another place. */
function messageLike(error: string): unknown {
  return error.includes('executing "__') ? expect.any(String) : error;
}
