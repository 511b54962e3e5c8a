import { goJson, goMap } from '../go-json.js';
import { groupKeyHash } from '../group-key-hash.js';
import { truncateInRunes } from '../truncate.js';
import type { VictoropsConfig } from './config.js';

const STATE_MESSAGE_MAX = 20_480;
const TRIGGERS = ['INFO', 'WARNING', 'CRITICAL'];

/** A flat map. Whatever a receiver says of it, an alert that fires triggers, and one that is over recovers. */
export function victoropsMessage(
  config: VictoropsConfig,
  groupKey: string,
  status: 'firing' | 'resolved',
  render: (source: string) => string,
): string {
  const wanted = render(config.messageType);
  const trigger = TRIGGERS.includes(wanted) ? wanted : 'CRITICAL';
  const custom = Object.entries(config.customFields).map(([name, value]): [string, string] => [name, render(value)]);
  return goJson(
    goMap([
      ['message_type', status === 'resolved' ? 'RECOVERY' : trigger],
      ['entity_id', groupKeyHash(groupKey)],
      ['entity_display_name', render(config.entityDisplayName)],
      ['state_message', truncateInRunes(render(config.stateMessage), STATE_MESSAGE_MAX).text],
      ['monitoring_tool', render(config.monitoringTool)],
      ...custom,
    ]),
  );
}
