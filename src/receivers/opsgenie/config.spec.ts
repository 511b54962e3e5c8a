import { configOf } from '../../../test/support/receiver-deps.js';
import { opsgenieConfig } from './config.js';

const read = (yaml: string) => configOf(opsgenieConfig, `{${yaml}}`);

describe('opsgenieConfig', () => {
  it('takes key and address from the global ones, and templates where none are given', () => {
    expect(read('tags: a')).toMatchObject({
      apiUrl: undefined,
      message: '{{ template "opsgenie.default.message" . }}',
      description: '{{ template "opsgenie.default.description" . }}',
      source: '{{ template "opsgenie.default.source" . }}',
      updateAlerts: false,
      sendResolved: true,
    });
  });

  it.each(['team', 'Teams', 'USER', 'escalation', 'schedule', '{{ .CommonLabels.kind }}'])(
    'takes responders of type %s, and leaves it as it is written',
    (type) => {
      const { responders } = read(`responders: [{name: ops, type: '${type}'}]`);
      expect(responders).toEqual([{ id: '', name: 'ops', username: '', type }]);
    },
  );

  it.each`
    yaml                                            | complaint
    ${'api_key: s3cr3t, api_key_file: f'}           | ${'at most one of api_key & api_key_file must be configured'}
    ${'responders: [{type: team}]'}                 | ${'opsGenieConfig responder {   team} has to have at least one of id, username or name specified'}
    ${'responders: [{name: ops}]'}                  | ${'opsGenieConfig responder { ops  } type does not match valid options ^(team|teams|user|escalation|schedule)$'}
    ${'responders: [{id: i, name: n, type: crew}]'} | ${'opsGenieConfig responder {i n  crew} type does not match valid options'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/s3cr3t/);
  });
});
