import { templateCases } from './template-vectors.js';

describe('printf and the printing of values render as they do in Alertmanager', () => {
  it.each(templateCases('printfv'))('$title', ({ vector, render }) => {
    const { want, error, stage } = vector;
    expect(render()).toEqual(error === undefined ? { want } : { stage, error });
  });
});
