import { Loader, Text } from '@mantine/core';
import { ErrorNote } from '../parts/error-note';
import { AlertLine } from './alert-line';
import classes from './group-alerts.module.css';
import { useGroup } from './group-query';

const SHOWN_MAX = 50;

interface Props {
  readonly id: string;
  readonly onFilter: (name: string, value: string) => void;
}

/** The alerts of a group below its row. What all of them have in common is not said again. */
export function GroupAlerts({ id, onFilter }: Props) {
  const group = useGroup(id);
  if (group.data === undefined) {
    return group.isError ? (
      <ErrorNote error={group.error} what="The alerts cannot be read" />
    ) : (
      <Loader size="sm" m="xs" />
    );
  }
  const { alerts, commonLabels, commonAnnotations } = group.data;
  return (
    <ul className={classes.alerts}>
      {alerts.slice(0, SHOWN_MAX).map((alert) => (
        <AlertLine
          key={alert.fingerprint}
          alert={alert}
          group={group.data}
          hiddenLabels={commonLabels}
          hiddenAnnotations={commonAnnotations}
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
