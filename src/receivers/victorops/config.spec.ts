import { configOf } from '../../../test/support/receiver-deps.js';
import { victoropsConfig } from './config.js';

const read = (yaml: string) => configOf(victoropsConfig, `{${yaml}}`);

describe('victoropsConfig', () => {
  it('needs a routing key alone, and takes key and address from the global ones', () => {
    expect(read('routing_key: team-a')).toMatchObject({
      apiUrl: undefined,
      messageType: 'CRITICAL',
      stateMessage: '{{ template "victorops.default.state_message" . }}',
      entityDisplayName: '{{ template "victorops.default.entity_display_name" . }}',
      monitoringTool: '{{ template "victorops.default.monitoring_tool" . }}',
      customFields: {},
      sendResolved: true,
    });
  });

  it.each`
    yaml                                                     | complaint
    ${'api_key: k'}                                          | ${'missing Routing key in VictorOps config'}
    ${'routing_key: r, api_key: s3cr3t, api_key_file: f'}    | ${'at most one of api_key & api_key_file must be configured'}
    ${'routing_key: r, custom_fields: {entity_state: x}'}    | ${'victorOps config contains custom field entity_state which cannot be used as it conflicts with the fixed/static fields'}
    ${'routing_key: r, custom_fields: {a: b, entity_id: x}'} | ${'custom field entity_id which'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/s3cr3t/);
  });
});
