import { Anchor, Badge, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Alert, Labels } from '../api/types';
import { hrefOf } from '../app/location';
import type { ExplainedGroup } from '../group/explanation';
import { LabelChip } from '../parts/label-chip';
import { RelativeTime } from '../parts/relative-time';
import { Severity } from '../parts/severity';
import classes from './alert-line.module.css';

const AlertWhy = lazy(async () => ({ default: (await import('../group/alert-why')).AlertWhy }));

interface Props {
  readonly alert: Alert;
  readonly group: ExplainedGroup;
  /** Labels and annotations that are shown elsewhere. */
  readonly hiddenLabels: Labels;
  readonly hiddenAnnotations: Labels;
  readonly onFilter?: ((name: string, value: string) => void) | undefined;
}

/** One alert: what sets it apart from the others of its group, and why it was told or not. */
export function AlertLine({ alert, group, hiddenLabels, hiddenAnnotations, onFilter }: Props) {
  const { fingerprint, labels, annotations, status, startsAt, generatorURL } = alert;
  const [isAsked, setAsked] = useState(false);
  const own = Object.entries(labels).filter(([name]) => hiddenLabels[name] === undefined);
  const said = Object.entries(annotations).filter(([name]) => hiddenAnnotations[name] === undefined);
  return (
    <li className={classes.alert}>
      <Severity of={labels['severity']} withWord={hiddenLabels['severity'] === undefined} />
      <div className={classes.what}>
        <div className={classes.labels}>
          {own.map(([name, value]) => (
            <LabelChip key={name} name={name} value={value} onClick={onFilter && (() => onFilter(name, value))} />
          ))}
          <AlertState status={status} />
        </div>
        {said.map(([name, value]) => (
          <Text key={name} size="sm">
            <Annotation name={name} value={value} />
          </Text>
        ))}
        {own.length + said.length === 0 && (
          <Text size="sm" c="dimmed">
            All that it says is above.
          </Text>
        )}
        {isAsked && (
          <Suspense>
            <AlertWhy fingerprint={fingerprint} group={group} />
          </Suspense>
        )}
      </div>
      <span className={classes.aside}>
        <RelativeTime atMs={Date.parse(startsAt)} />
        <span className={classes.links}>
          <Anchor component="button" size="sm" aria-expanded={isAsked} onClick={() => setAsked((last) => !last)}>
            Why?
          </Anchor>
          {generatorURL !== undefined && isWebAddress(generatorURL) && (
            <Anchor href={generatorURL} target="_blank" rel="noreferrer" size="sm">
              Source
            </Anchor>
          )}
        </span>
      </span>
    </li>
  );
}

/** Who or what keeps the alert from being told, with a link to it. */
function AlertState({ status }: { readonly status: Alert['status'] }) {
  return (
    <>
      {status.silencedBy.map((id) => (
        <Badge key={id} component="a" href={hrefOf(`/silences/${id}`)} variant="light" color="gray" tt="none">
          silenced
        </Badge>
      ))}
      {status.inhibitedBy.length > 0 && (
        <Badge variant="light" color="gray" tt="none" title={`By ${status.inhibitedBy.join(', ')}`}>
          inhibited
        </Badge>
      )}
      {status.mutedBy.map((interval) => (
        <Badge key={interval} variant="light" color="gray" tt="none">
          muted by {interval}
        </Badge>
      ))}
    </>
  );
}

/** Addresses can be followed; only those of the web, as an annotation may say anything. */
export function Annotation({ name, value }: { readonly name: string; readonly value: string }) {
  if (!isWebAddress(value)) return value;
  return (
    <Anchor href={value} target="_blank" rel="noreferrer">
      {name.replace(/_?url$/i, '').replaceAll('_', ' ') || value}
    </Anchor>
  );
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}
