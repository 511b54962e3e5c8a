import { Button, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorNote } from '../parts/error-note';
import classes from './alert-why.module.css';
import { type ExplainedGroup, ExplanationSteps, ExplanationText, useExplanation } from './explanation';

interface Props {
  readonly fingerprint: string;
  readonly group: ExplainedGroup;
}

/** Why people were told of this one alert, or were not. */
export function AlertWhy({ fingerprint, group }: Props) {
  const [hasSteps, setSteps] = useState(false);
  const why = useExplanation(fingerprint, group);
  if (why.isError) return <ErrorNote error={why.error} what="It cannot be said why" />;
  if (why.data === undefined) return <Loader size="xs" aria-label="Loading" />;
  return (
    <div className={classes.why} role="note">
      <Text size="sm" fw={600}>
        <ExplanationText text={why.data.sentence} />
      </Text>
      <Button size="compact-xs" variant="subtle" aria-expanded={hasSteps} onClick={() => setSteps((last) => !last)}>
        {hasSteps ? 'Hide the steps' : 'How do we know?'}
      </Button>
      {hasSteps && <ExplanationSteps steps={why.data.steps} />}
    </div>
  );
}
