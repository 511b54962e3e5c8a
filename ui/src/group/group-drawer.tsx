import { Button, Drawer, Group, Loader, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconBellOff, IconExternalLink, IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError } from '../api/client';
import type { GroupDetail, Labels } from '../api/types';
import { useCommands } from '../app/keyboard';
import { hrefOf } from '../app/location';
import { AlertLine, Annotation, isWebAddress } from '../now/alert-line';
import { DeliveryDot } from '../now/delivery-dot';
import { useGroup } from '../now/group-query';
import { QuickSilence } from '../now/quick-silence';
import { CopyButton } from '../parts/copy-button';
import { ErrorNote } from '../parts/error-note';
import { LabelChip } from '../parts/label-chip';
import { matchersOf, printMatcher } from '../parts/matchers';
import { RelativeTime } from '../parts/relative-time';
import { Severity } from '../parts/severity';
import { titleOf } from '../parts/title-of';
import { GroupDeliveries } from './group-deliveries';
import classes from './group-drawer.module.css';
import { GroupTimeline } from './group-timeline';
import { markdownOf } from './markdown-of';
import { PastGroup } from './past-group';
import { Why } from './why';

interface Props {
  readonly id: string;
  readonly onClose: () => void;
  readonly onFilter: (name: string, value: string) => void;
}

/** All that is known of a group, beside the list. One that has ended is shown from what is kept of it. */
export function GroupDrawer({ id, onClose, onFilter }: Props) {
  const group = useGroup(id);
  const hasEnded = group.error instanceof ApiError && group.error.status === 404;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(46rem, 100vw)"
      title={<Text size="sm">Group</Text>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {group.data !== undefined && !hasEnded && <LiveGroup group={group.data} onFilter={onFilter} />}
      {hasEnded && <PastGroup id={id} />}
      {group.isPending && <Loader aria-label="Loading" />}
      {!hasEnded && <ErrorNote error={group.error} what="The group cannot be read" />}
    </Drawer>
  );
}

function LiveGroup({ group, onFilter }: { readonly group: GroupDetail; readonly onFilter: Props['onFilter'] }) {
  const [isSilencing, setSilencing] = useState(false);
  const title = titleOf(group);
  const [source] = group.alerts.flatMap(({ generatorURL }) => generatorURL ?? []);
  useCommands([{ keys: ['s'], title: 'Silence this group', section: 'Group', run: () => setSilencing(true) }]);

  return (
    <Stack>
      <div>
        <Group gap="xs">
          <Severity of={group.severity} />
          <DeliveryDot group={group} />
        </Group>
        <Title order={2} size="h4" mt={4}>
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {counted(group.counts)} for <b>{group.receiver || 'several receivers'}</b>. Began{' '}
          <RelativeTime atMs={Date.parse(group.startsAt)} />, is looked at again{' '}
          <RelativeTime atMs={Date.parse(group.nextFlushAt)} />.
        </Text>
      </div>
      <Group gap="xs">
        <Button size="xs" leftSection={<IconBellOff size={14} />} onClick={() => setSilencing(true)}>
          Silence
        </Button>
        <Links annotations={group.commonAnnotations} />
        {source !== undefined && isWebAddress(source) && (
          <Button
            size="xs"
            variant="default"
            component="a"
            href={source}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconExternalLink size={14} />}
          >
            Source
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          component="a"
          href={hrefOf('/routes', { labels: wayLabels(group) })}
          leftSection={<IconRoute size={14} />}
        >
          Route
        </Button>
        <CopyButton text={markdownOf(group)} label="Copy as Markdown" />
        <CopyButton text={window.location.href} label="Copy link" />
      </Group>
      <Why group={group} />
      <Labelled labels={group.commonLabels} onFilter={onFilter} />
      <Stack gap={4}>
        {Object.entries(group.commonAnnotations)
          .filter(([, value]) => !isWebAddress(value))
          .map(([name, value]) => (
            <Text key={name} size="sm" className={classes.text}>
              <Text span c="dimmed" size="sm">
                {name}:{' '}
              </Text>
              <Annotation name={name} value={value} />
            </Text>
          ))}
      </Stack>
      <Tabs defaultValue="alerts" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="alerts">Alerts {group.alerts.length + group.alertsLeftOut}</Tabs.Tab>
          <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
          <Tabs.Tab value="deliveries">Deliveries</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="alerts">
          <ul className={classes.alerts}>
            {group.alerts.map((alert) => (
              <AlertLine
                key={alert.fingerprint}
                alert={alert}
                group={group}
                hiddenLabels={group.commonLabels}
                hiddenAnnotations={group.commonAnnotations}
                onFilter={onFilter}
              />
            ))}
          </ul>
          {group.alertsLeftOut > 0 && (
            <Text size="sm" c="dimmed">
              {group.alertsLeftOut} more
            </Text>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="timeline" pt="sm">
          <GroupTimeline labels={group.labels} />
        </Tabs.Panel>
        <Tabs.Panel value="deliveries" pt="sm">
          <GroupDeliveries groupKey={group.groupKey} />
        </Tabs.Panel>
      </Tabs>
      <QuickSilence groups={[group]} isOpen={isSilencing} onClose={() => setSilencing(false)} />
    </Stack>
  );
}

/** Of one of its alerts: all of them take the same way to this receiver. */
function wayLabels({ alerts, labels }: GroupDetail): string {
  return matchersOf(alerts[0]?.labels ?? labels)
    .map(printMatcher)
    .join(', ');
}

function counted({ firing, suppressed, resolved }: GroupDetail['counts']): string {
  const parts = [
    ...(firing > 0 || suppressed + resolved === 0 ? [`${firing} firing`] : []),
    ...(suppressed > 0 ? [`${suppressed} muted`] : []),
    ...(resolved > 0 ? [`${resolved} resolved`] : []),
  ];
  return parts.join(', ');
}

/** Addresses in annotations: runbooks, dashboards. */
function Links({ annotations }: { readonly annotations: Labels }) {
  return Object.entries(annotations)
    .filter(([, value]) => isWebAddress(value))
    .map(([name, value]) => (
      <Button
        key={name}
        size="xs"
        variant="default"
        component="a"
        href={value}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconExternalLink size={14} />}
      >
        {name.replace(/_?url$/i, '').replaceAll('_', ' ')}
      </Button>
    ));
}

function Labelled({ labels, onFilter }: { readonly labels: Labels; readonly onFilter: Props['onFilter'] }) {
  return (
    <Group gap={4}>
      {Object.entries(labels).map(([name, value]) => (
        <LabelChip key={name} name={name} value={value} onClick={() => onFilter(name, value)} />
      ))}
      {Object.keys(labels).length === 0 && (
        <Text size="sm" c="dimmed">
          Its alerts have no label in common
        </Text>
      )}
    </Group>
  );
}
