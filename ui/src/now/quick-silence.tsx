import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GroupSummary } from '../api/types';
import { hrefOf } from '../app/location';
import { usePreferences } from '../app/preferences';
import { matchersOf, printMatchers } from '../parts/matchers';
import { titleOf } from '../parts/title-of';
import { useToast } from '../parts/toasts';
import { useSilenceActions } from '../silences/silence-api';
import { SILENCE_LENGTHS } from '../silences/silence-lengths';

interface Props {
  readonly groups: readonly GroupSummary[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** One silence for each of the groups, with two fields: for the hand that shakes at 3 a.m. */
export function QuickSilence({ groups, isOpen, onClose }: Props) {
  const { author, setAuthor } = usePreferences();
  const { save, expire, isBusy } = useSilenceActions();
  const toast = useToast();
  const [length, setLength] = useState('2h');
  const [comment, setComment] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());

  const meant = groups.filter(({ id }) => !left.has(id));
  const [first] = meant;

  const silence = async () => {
    const nowMs = Date.now();
    const lengthMs = SILENCE_LENGTHS.find(([name]) => name === length)?.[1] ?? 0;
    const drafts = meant.map((group) => ({
      matchers: matchersOf(labelsOf(group)),
      startsAt: new Date(nowMs).toISOString(),
      endsAt: new Date(nowMs + lengthMs).toISOString(),
      createdBy: author,
      comment,
    }));
    const results = await Promise.allSettled(drafts.map((draft) => save(draft)));
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.silenceID] : []));
    const failures = results.flatMap((result, i) => {
      const group = meant[i];
      return result.status === 'rejected' && group !== undefined ? [`${titleOf(group)}: ${result.reason}`] : [];
    });
    if (made.length > 0) {
      const undo = async () => {
        await Promise.all(made.map((id) => expire(id)));
      };
      toast({ text: `${made.length === 1 ? 'Silenced' : `${made.length} groups silenced`} for ${length}`, undo });
    }
    if (failures.length > 0) toast({ text: `Not silenced:\n${failures.join('\n')}`, isError: true });
    onClose();
  };

  return (
    <Modal opened={isOpen} onClose={onClose} title={groups.length === 1 ? 'Silence' : `Silence ${meant.length} groups`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void silence();
        }}
      >
        <Stack>
          {groups.length === 1 && first !== undefined ? (
            <Text size="sm" ff="monospace">
              {printMatchers(matchersOf(labelsOf(first)))}
            </Text>
          ) : (
            <Stack gap={4}>
              {groups.map((group) => (
                <Checkbox
                  key={group.id}
                  size="xs"
                  label={printMatchers(matchersOf(labelsOf(group)))}
                  checked={!left.has(group.id)}
                  onChange={() =>
                    setLeft((known) => {
                      const changed = new Set(known);
                      if (!changed.delete(group.id)) changed.add(group.id);
                      return changed;
                    })
                  }
                />
              ))}
            </Stack>
          )}
          <SegmentedControl
            aria-label="For"
            data={SILENCE_LENGTHS.map(([name]) => name)}
            value={length}
            onChange={setLength}
          />
          <TextInput
            data-autofocus
            label="Comment"
            placeholder="Why, and a ticket"
            required
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <TextInput
            label="Your name"
            required
            value={author}
            onChange={(event) => setAuthor(event.currentTarget.value)}
          />
          <Group justify="space-between">
            {first !== undefined && groups.length === 1 ? (
              <Button
                component="a"
                variant="subtle"
                href={hrefOf('/silences/new', { filter: printMatchers(matchersOf(labelsOf(first))), comment })}
              >
                More…
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" loading={isBusy} disabled={meant.length === 0}>
              Silence
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The labels that its alerts are grouped by; all that they have in common where they are grouped by none. */
function labelsOf({ labels, commonLabels }: GroupSummary) {
  return Object.keys(labels).length > 0 ? labels : commonLabels;
}
