import { Tabs, Title } from '@mantine/core';
import { go, hrefOf, usePlace } from '../app/location';
import { DeadLetterList } from './dead-letter-list';
import { useDeadLetters, useIntegrations } from './delivery-api';
import { DeliveryDetailPage } from './delivery-detail-page';
import { DeliveryLog } from './delivery-log';
import { IntegrationList } from './integration-list';
import { isInTrouble } from './integration-trouble';

const TABS = ['integrations', 'log', 'dead-letters'] as const;

/** `#/delivery`, `#/delivery/log`, `#/delivery/log/<id>`, `#/delivery/dead-letters`: what goes out, and what does not. */
export function DeliveryScreen() {
  const [, , part, id] = usePlace().path.split('/');
  const integrations = useIntegrations();
  const dead = useDeadLetters();
  const tab = TABS.find((known) => known === part) ?? 'integrations';
  if (tab === 'log' && id !== undefined) return <DeliveryDetailPage key={id} id={decodeURIComponent(id)} />;
  const failing = (integrations.data ?? []).filter(isInTrouble).length;
  const deadCount = dead.data?.length ?? 0;
  return (
    <>
      <Title order={1} size="h3" mb="md">
        Delivery
      </Title>
      <Tabs
        value={tab}
        onChange={(value) =>
          go(hrefOf(value === null || value === 'integrations' ? '/delivery' : `/delivery/${value}`))
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="integrations">Integrations{failing > 0 && ` (${failing} failing)`}</Tabs.Tab>
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="dead-letters">Dead letters{deadCount > 0 && ` ${deadCount}`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="integrations">
          <IntegrationList />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <DeliveryLog />
        </Tabs.Panel>
        <Tabs.Panel value="dead-letters">
          <DeadLetterList />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
