import { tocsin } from '../../../../test/support/amtool-in-process.js';
import { answer } from '../../../../test/support/cli-world.js';

const TEST = 'POST /api/tocsin/v1/receivers/team/test';
const slack = { integration: 'slack[0]', outcome: 'delivered', seconds: 0.1 };
const pager = { integration: 'pagerduty[0]', outcome: 'failed', seconds: 1, reason: 'authError', error: 'Invalid key' };

describe('tocsin receivers test', () => {
  it('tells how each integration ended', async () => {
    const api = { [TEST]: { receiver: 'team', integrations: [slack, pager] } };
    expect(await tocsin('receivers test team', { api })).toMatchObject({
      code: 1,
      out: 'team  slack[0]  delivered\nteam  pagerduty[0]  failed (authError): Invalid key\n',
      err: '',
      bodies: [{ status: 'firing', labels: {}, annotations: {} }],
    });
    expect(await tocsin('receivers test team', { api: { [TEST]: { integrations: [slack] } } })).toMatchObject({
      code: 0,
    });
  });

  it('sends labels and annotations, and that it is over', async () => {
    const api = { [TEST]: { integrations: [slack] } };
    const { bodies } = await tocsin('receivers test --resolved --label=team=x --annotation=summary=s team', { api });
    expect(bodies).toEqual([{ status: 'resolved', labels: { team: 'x' }, annotations: { summary: 's' } }]);
  });

  it.each`
    line                     | api                                                               | complaint
    ${'receivers test'}      | ${{}}                                                             | ${'name a receiver'}
    ${'receivers test team'} | ${{ [TEST]: { integrations: [] } }}                               | ${'receiver "team" sends to nobody: no route uses it, or it is empty'}
    ${'receivers test team'} | ${{ [TEST]: answer(404, { detail: 'receiver is not defined' }) }} | ${'receiver is not defined'}
  `('refuses "$line": $complaint', async ({ line, api, complaint }) => {
    expect(await tocsin(line, { api })).toMatchObject({ code: 1, out: '', err: `tocsin: error: ${complaint}\n` });
  });
});
