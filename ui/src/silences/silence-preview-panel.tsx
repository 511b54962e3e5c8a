import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Matcher } from '../api/types';
import { ErrorNote } from '../parts/error-note';
import { LabelChip } from '../parts/label-chip';
import { Severity } from '../parts/severity';
import { usePreview } from './silence-api';

/** A silence that hides more than this share of all alerts is asked about. */
const BROAD_SHARE = 0.25;
const BROAD_MIN = 10;

const SHOWN_MAX = 20;

/** Who would go quiet: as it is typed, before it is done. */
export function SilencePreviewPanel({ matchers }: { readonly matchers: readonly Matcher[] }) {
  const preview = usePreview(matchers);
  if (matchers.length === 0) return null;
  const { total, share, receivers, alerts } = preview.data ?? { total: 0, share: 0, receivers: [], alerts: [] };
  return (
    <Stack gap="xs" aria-live="polite">
      <Title order={2} size="h5">
        {preview.isPending ? 'Looking…' : `${total} ${total === 1 ? 'alert goes' : 'alerts go'} quiet`}
      </Title>
      <ErrorNote error={preview.error} what="No preview" />
      {matchers.every(matchesNothing) ? (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title="This silences everything">
          Each of the matchers is met by any alert.
        </Alert>
      ) : (
        share > BROAD_SHARE &&
        total >= BROAD_MIN && (
          <Alert color="yellow" icon={<IconAlertTriangle size={18} />} title="This is broad">
            {Math.round(share * 100)} % of all alerts would go quiet. Is every one of them meant?
          </Alert>
        )
      )}
      {receivers.length > 0 && (
        <Text size="sm" c="dimmed">
          Not told: {receivers.map(({ name, alerts: count }) => `${name} (${count})`).join(', ')}
        </Text>
      )}
      {alerts.slice(0, SHOWN_MAX).map(({ fingerprint, labels }) => (
        <Group key={fingerprint} gap={4}>
          <Severity of={labels['severity']} withWord={false} />
          {Object.entries(labels).map(([name, value]) => (
            <LabelChip key={name} name={name} value={value} />
          ))}
        </Group>
      ))}
      {total > SHOWN_MAX && (
        <Text size="sm" c="dimmed">
          and {total - SHOWN_MAX} more
        </Text>
      )}
    </Stack>
  );
}

/** Whether a matcher says nothing: any value meets it, and none does too. */
function matchesNothing({ isRegex, isEqual, value }: Matcher): boolean {
  return isRegex && isEqual && /^(\.\*|\.\+|\(\.\*\))$/.test(value);
}
