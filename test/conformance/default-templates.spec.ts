import { templateCases } from './template-vectors.js';

describe('the default templates render as they do in Alertmanager', () => {
  it.each(templateCases('default_templates'))('$title', ({ vector, render }) => {
    const { want, error, stage } = vector;
    expect(render()).toEqual(error === undefined ? { want } : { stage, error });
  });
});
