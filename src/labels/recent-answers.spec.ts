import { RecentAnswers } from './recent-answers.js';

describe('RecentAnswers', () => {
  it('keeps what is asked for again while others come once', () => {
    const answers = new RecentAnswers<number>(10);
    answers.set('again', 1);
    for (let i = 0; i < 100; i++) {
      answers.set(`once ${i}`, i);
      expect(answers.get('again')).toBe(1);
    }
    expect(answers.get('once 99')).toBe(99);
    expect(answers.get('once 0')).toBeUndefined();
  });

  it('never keeps more than it may', () => {
    const answers = new RecentAnswers<number>(10);
    for (let i = 0; i < 1000; i++) answers.set(String(i), i);
    const kept = Array.from({ length: 1000 }, (_, i) => answers.get(String(i))).filter(
      (answer) => answer !== undefined,
    );
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThanOrEqual(10);
  });
});
