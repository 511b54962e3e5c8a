import { EngineHarness, type HarnessOptions } from './engine-harness.js';

/** A route for stories: one receiver `team` with a webhook, unless it says otherwise. */
export function simpleConfig(route = '', receivers = ''): string {
  return `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 4h
${indent(route)}
receivers:
  - name: team
    webhook_configs: [{url: 'http://team.test'}]
${receivers}
`;
}

/** Runs a story on a harness of its own, and takes it down again. */
export async function tell(
  config: string,
  story: (harness: EngineHarness) => Promise<void>,
  options: HarnessOptions = {},
): Promise<void> {
  const harness = await EngineHarness.start(config, options);
  try {
    await story(harness);
  } finally {
    await harness.close();
  }
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
