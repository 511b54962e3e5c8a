import { templateCases } from './template-vectors.js';

describe('text templates render as they do in Alertmanager', () => {
  it.each(templateCases('templates'))('$title', ({ vector, render }) => {
    const { want, error, stage } = vector;
    expect(render()).toEqual(error === undefined ? { want } : { stage, error });
  });
});
