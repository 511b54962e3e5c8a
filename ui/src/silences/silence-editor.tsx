import { Alert, Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Matcher, SilenceDraft } from '../api/types';
import { go, hrefOf, usePlace } from '../app/location';
import { usePreferences } from '../app/preferences';
import { ErrorNote } from '../parts/error-note';
import { parseMatchers, printMatcher } from '../parts/matchers';
import { duration } from '../parts/relative-time';
import { useToast } from '../parts/toasts';
import { useSilenceActions, useSilences } from './silence-api';
import classes from './silence-editor.module.css';
import { SILENCE_LENGTHS } from './silence-lengths';
import { SilencePreviewPanel } from './silence-preview-panel';

const PREVIEW_DELAY_MS = 200;

interface Fields {
  readonly matchers: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly createdBy: string;
  readonly comment: string;
}

/**
 * Makes a silence, or changes one. A new one is filled in from the place: `filter` and `comment` as Alertmanager's links
 * have them, `clone` for the id of another.
 */
export function SilenceEditor({ id }: { readonly id?: string }) {
  const { params } = usePlace();
  const model = id ?? params.get('clone') ?? undefined;
  const silences = useSilences();
  const known = silences.data?.find((silence) => silence.id === model);
  const { author, setAuthor } = usePreferences();
  const { save, expire, isBusy } = useSilenceActions();
  const toast = useToast();
  const [error, setError] = useState<Error | null>(null);
  const [fields, setFields] = useState<Fields>(() => ({
    matchers: withoutBraces(params.get('filter') ?? ''),
    startsAtMs: Date.now(),
    endsAtMs: Date.now() + 7_200_000,
    createdBy: author,
    comment: params.get('comment') ?? '',
  }));
  const set = (changes: Partial<Fields>) => setFields((last) => ({ ...last, ...changes }));

  useEffect(() => {
    if (known === undefined) return;
    const { matchers, startsAt, endsAt, createdBy, comment } = known;
    const lengthMs = Date.parse(endsAt) - Date.parse(startsAt);
    const begins = id === undefined ? Date.now() : Date.parse(startsAt);
    setFields({
      matchers: matchers.map(printMatcher).join(', '),
      startsAtMs: begins,
      endsAtMs: begins + lengthMs,
      createdBy: id === undefined ? author : createdBy,
      comment,
    });
  }, [known, id, author]);

  const read = readMatchers(fields.matchers);
  const [previewed] = useDebouncedValue(read.matchers, PREVIEW_DELAY_MS);
  const isComplete = read.matchers.length > 0 && fields.createdBy !== '' && fields.comment !== '';

  const submit = async () => {
    setError(null);
    const draft: SilenceDraft = {
      ...(id === undefined ? {} : { id }),
      matchers: read.matchers,
      startsAt: new Date(fields.startsAtMs).toISOString(),
      endsAt: new Date(fields.endsAtMs).toISOString(),
      createdBy: fields.createdBy,
      comment: fields.comment,
    };
    try {
      const { silenceID } = await save(draft);
      setAuthor(fields.createdBy);
      const text = `Silenced for ${duration(fields.endsAtMs - Math.max(fields.startsAtMs, Date.now()))}`;
      if (id === undefined) toast({ text, undo: () => expire(silenceID) });
      else toast({ text: 'Silence changed' });
      go(hrefOf('/silences'));
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Title order={1} size="h3" mb="md">
        {id === undefined ? 'New silence' : 'Change silence'}
      </Title>
      <div className={classes.halves}>
        <Stack>
          <Textarea
            label="Matchers"
            description='An alert has to meet all of them: alertname="DiskFull", instance=~"db-.*"'
            data-autofocus
            autosize
            minRows={2}
            required
            value={fields.matchers}
            error={read.error}
            onChange={(event) => set({ matchers: event.currentTarget.value })}
          />
          <Stack gap={4}>
            <Text size="sm" fw={500} id="silence-length">
              For
            </Text>
            <Group>
              <SegmentedControl
                aria-labelledby="silence-length"
                value={SILENCE_LENGTHS.find(([, ms]) => ms === fields.endsAtMs - fields.startsAtMs)?.[0] ?? ''}
                onChange={(name) => {
                  const ms = SILENCE_LENGTHS.find(([preset]) => preset === name)?.[1];
                  if (ms !== undefined) set({ endsAtMs: fields.startsAtMs + ms });
                }}
                data={SILENCE_LENGTHS.map(([name]) => name)}
              />
            </Group>
          </Stack>
          <div className={classes.moments}>
            <Moment label="Starts" atMs={fields.startsAtMs} onChange={(startsAtMs) => set({ startsAtMs })} />
            <Moment label="Ends" atMs={fields.endsAtMs} onChange={(endsAtMs) => set({ endsAtMs })} />
          </div>
          <Textarea
            label="Comment"
            placeholder="Why, and a ticket"
            required
            value={fields.comment}
            onChange={(event) => set({ comment: event.currentTarget.value })}
          />
          <TextInput
            label="Your name"
            required
            value={fields.createdBy}
            onChange={(event) => set({ createdBy: event.currentTarget.value })}
          />
          {known?.status.state === 'expired' && id !== undefined && (
            <Alert color="yellow" title="This silence has ended">
              Saving makes a new one.
            </Alert>
          )}
          <ErrorNote error={error} what="Not saved" />
          <Group>
            <Button type="submit" loading={isBusy} disabled={!isComplete}>
              {id === undefined ? 'Silence' : 'Save'}
            </Button>
            <Button component="a" href={hrefOf('/silences')} variant="default">
              Cancel
            </Button>
          </Group>
        </Stack>
        <SilencePreviewPanel matchers={previewed} />
      </div>
    </form>
  );
}

function Moment({
  label,
  atMs,
  onChange,
}: {
  readonly label: string;
  readonly atMs: number;
  readonly onChange: (atMs: number) => void;
}) {
  return (
    <DateTimePicker
      label={label}
      valueFormat="ddd YYYY-MM-DD HH:mm"
      value={new Date(atMs)}
      onChange={(value) => {
        if (value !== null) onChange(new Date(value).getTime());
      }}
    />
  );
}

function readMatchers(text: string): { readonly matchers: readonly Matcher[]; readonly error: string | undefined } {
  try {
    return { matchers: parseMatchers(text), error: undefined };
  } catch (error) {
    return { matchers: [], error: error instanceof Error ? error.message : String(error) };
  }
}

function withoutBraces(filter: string): string {
  return filter.replace(/^\{|\}$/g, '').replaceAll('",', '", ');
}
