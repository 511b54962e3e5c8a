import { originForm } from './origin-form.js';

describe("a request's target", () => {
  it.each`
    target                    | form
    ${'/a?b'}                 | ${'/a?b'}
    ${'http://a.example/b?c'} | ${'/b?c'}
    ${'https://a.example'}    | ${'/'}
    ${'HTTP://u@a:1?c'}       | ${'/?c'}
    ${'//a/b'}                | ${'//a/b'}
    ${'*'}                    | ${'*'}
    ${'ftp://a/b'}            | ${'ftp://a/b'}
    ${''}                     | ${''}
  `('$target asks for $form', ({ target, form }) => {
    expect(originForm(target)).toBe(form);
  });
});
