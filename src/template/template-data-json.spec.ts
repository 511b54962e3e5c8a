import { readTemplateData } from './template-data-json.js';

describe('readTemplateData', () => {
  it('reads the document that webhooks are sent', () => {
    const data = readTemplateData({
      receiver: 'team',
      status: 'firing',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'A' },
          startsAt: '2026-01-02T03:04:05.123456789+02:00',
          endsAt: '0001-01-01T00:00:00Z',
          fingerprint: 'f',
        },
      ],
      groupLabels: { alertname: 'A' },
      unknown: 1,
    });
    expect(data).toMatchObject({ receiver: 'team', status: 'firing', notificationReason: '', externalURL: '' });
    expect(data.groupLabels.get('alertname')).toBe('A');
    expect(data.alerts[0]?.startsAt).toEqual({
      ms: Date.parse('2026-01-02T01:04:05.123Z'),
      nanos: 456_789,
      offsetMinutes: 120,
    });
  });

  it('takes what is absent or null for empty, and any case of letters, as Go does', () => {
    expect(readTemplateData({ Receiver: 'a', alerts: null })).toMatchObject({ receiver: 'a', alerts: [], status: '' });
    expect(readTemplateData(null).commonLabels.size).toBe(0);
  });

  it.each`
    json                                       | message
    ${[]}                                      | ${'the data has to be an object'}
    ${{ receiver: 1 }}                         | ${'receiver has to be a text'}
    ${{ alerts: {} }}                          | ${'alerts has to be a list'}
    ${{ alerts: [{}, 1] }}                     | ${'alerts[1] has to be an object'}
    ${{ groupLabels: 'a' }}                    | ${'groupLabels has to be an object'}
    ${{ alerts: [{ labels: { a: 1 } }] }}      | ${'alerts[0].labels.a has to be a text'}
    ${{ alerts: [{ startsAt: 'yesterday' }] }} | ${'alerts[0].startsAt: parsing time "yesterday"'}
  `('says which key of $json is wrong', ({ json, message }) => {
    expect(() => readTemplateData(json)).toThrow(message);
  });
});
