import { Loader, Text } from '@mantine/core';
import type { GroupDetail } from '../api/types';
import { ErrorNote } from '../parts/error-note';
import { AlertLine } from './alert-line';
import classes from './group-alerts.module.css';
import { useGroup } from './group-query';

const SHOWN_MAX = 50;

interface Props {
  readonly id: string;
  readonly onFilter: (name: string, value: string) => void;
}

/** The alerts of a group below its row. What all of them have in common is not said again and again. */
export function GroupAlerts({ id, onFilter }: Props) {
  const group = useGroup(id);
  if (group.data === undefined) {
    return group.isError ? (
      <ErrorNote error={group.error} what="The alerts cannot be read" />
    ) : (
      <Loader size="sm" m="xs" />
    );
  }
  const { alerts, hiddenLabels, hiddenAnnotations } = shownOnce(group.data);
  return (
    <ul className={classes.alerts}>
      {alerts.slice(0, SHOWN_MAX).map((alert) => (
        <AlertLine
          key={alert.fingerprint}
          alert={alert}
          group={group.data}
          hiddenLabels={hiddenLabels}
          hiddenAnnotations={hiddenAnnotations}
          onFilter={onFilter}
        />
      ))}
      {alerts.length > SHOWN_MAX && (
        <Text component="li" size="sm" c="dimmed">
          {alerts.length - SHOWN_MAX} more: open the group to see all.
        </Text>
      )}
    </ul>
  );
}

/** An alert that is alone has everything in common with itself: of it only what the row says already is left out. */
function shownOnce({ alerts, labels, commonLabels, commonAnnotations }: GroupDetail) {
  if (alerts.length > 1) return { alerts, hiddenLabels: commonLabels, hiddenAnnotations: commonAnnotations };
  const { alertname = '', severity = '' } = commonLabels;
  const { summary } = commonAnnotations;
  return {
    alerts,
    hiddenLabels: { alertname, severity, ...labels },
    hiddenAnnotations: summary === undefined ? {} : { summary },
  };
}
