import { Alert, Button, Collapse, Skeleton, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { GroupDetail } from '../api/types';
import { useCommands } from '../app/keyboard';
import { ErrorNote } from '../parts/error-note';
import { ExplanationSteps, ExplanationText, useExplanation } from './explanation';

/**
 * Why people were told, or were not: one sentence, and the way to it when it is asked for. Of several alerts it is about the
 * first, and says so: each of the others can be asked about where it is listed.
 */
export function Why({ group }: { readonly group: GroupDetail }) {
  const [isOpen, setOpen] = useState(false);
  const [alert, ...others] = group.alerts;
  const why = useExplanation(alert?.fingerprint, group);
  useCommands([
    { keys: ['w'], title: 'Why was it told, or not?', section: 'Group', run: () => setOpen((last) => !last) },
  ]);

  if (why.isError) return <ErrorNote error={why.error} what="It cannot be said why" />;
  if (alert === undefined || why.data === undefined) return <Skeleton h={48} />;
  const own = Object.entries(alert.labels).filter(([name]) => group.commonLabels[name] === undefined);
  return (
    <Alert
      variant="light"
      color="ember"
      icon={<IconHelpCircle size={20} />}
      title={
        <span>
          <ExplanationText text={why.data.sentence} />
        </span>
      }
      aria-live="polite"
    >
      {others.length > 0 && (
        <Text size="sm" mb={4}>
          So it is with {own.map(([name, value]) => `${name}="${value}"`).join(', ') || 'the first alert'}; ask{' '}
          <b>Why?</b> beside each of the others below.
        </Text>
      )}
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen((last) => !last)} aria-expanded={isOpen}>
        {isOpen ? 'Hide the steps' : 'How do we know?'}
      </Button>
      <Collapse expanded={isOpen}>
        <ExplanationSteps steps={why.data.steps} />
      </Collapse>
    </Alert>
  );
}
