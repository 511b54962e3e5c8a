import { Badge } from '@mantine/core';
import type { DeliveryState } from '../api/types';

const COLOURS: Readonly<Record<DeliveryState, string>> = {
  waiting: 'blue',
  running: 'blue',
  delivered: 'green',
  failed: 'red',
  dead: 'red',
  superseded: 'gray',
  withdrawn: 'gray',
  unneeded: 'gray',
};

const WORDS: Readonly<Record<DeliveryState, string>> = {
  waiting: 'waiting',
  running: 'sending',
  delivered: 'delivered',
  failed: 'failed',
  dead: 'dead letter',
  superseded: 'replaced by a newer one',
  withdrawn: 'not needed any more',
  unneeded: 'known already',
};

export function DeliveryStateBadge({ state }: { readonly state: DeliveryState }) {
  return (
    <Badge variant="light" color={COLOURS[state]} tt="none">
      {WORDS[state]}
    </Badge>
  );
}
