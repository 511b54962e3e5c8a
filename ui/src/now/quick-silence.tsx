import { Button, Checkbox, Chip, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GroupSummary } from '../api/types';
import { hrefOf } from '../app/location';
import { usePreferences } from '../app/preferences';
import { matchersOf, printMatchers } from '../parts/matchers';
import { titleOf } from '../parts/title-of';
import { useToast } from '../parts/toasts';
import { usePreview, useSilenceActions } from '../silences/silence-api';
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
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());

  const meant = groups.filter(({ id }) => !left.has(id));
  const only = groups.length === 1 ? groups[0] : undefined;
  const matchersFor = (group: GroupSummary) =>
    matchersOf(only === undefined ? labelsOf(group) : chosenLabels(group, toggled));
  const preview = usePreview(only !== undefined && isOpen ? matchersFor(only) : []);

  const silence = async () => {
    const nowMs = Date.now();
    const lengthMs = SILENCE_LENGTHS.find(([name]) => name === length)?.[1] ?? 0;
    const drafts = meant.map((group) => ({
      matchers: matchersFor(group),
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
          {only !== undefined ? (
            <div>
              <Group gap={4} role="group" aria-label="Labels that an alert has to have">
                {Object.entries(only.commonLabels).map(([name, value]) => (
                  <Chip
                    key={name}
                    size="xs"
                    checked={isChosen(only, name, toggled)}
                    onChange={() => setToggled((known) => withToggled(known, name))}
                  >
                    {name}="{value}"
                  </Chip>
                ))}
              </Group>
              <Text size="sm" mt="xs" c="dimmed" aria-live="polite">
                {preview.data === undefined
                  ? 'An alert has to have at least one label.'
                  : `${preview.data.total} ${preview.data.total === 1 ? 'alert goes' : 'alerts go'} quiet`}
              </Text>
            </div>
          ) : (
            <Stack gap={4}>
              {groups.map((group) => (
                <Checkbox
                  key={group.id}
                  size="xs"
                  label={printMatchers(matchersOf(labelsOf(group)))}
                  checked={!left.has(group.id)}
                  onChange={() => setLeft((known) => withToggled(known, group.id))}
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
            {only !== undefined ? (
              <Button
                component="a"
                variant="subtle"
                href={hrefOf('/silences/new', { filter: printMatchers(matchersFor(only)), comment })}
              >
                More…
              </Button>
            ) : (
              <span />
            )}
            <Button
              type="submit"
              loading={isBusy}
              disabled={meant.length === 0 || (only !== undefined && matchersFor(only).length === 0)}
            >
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

/** At first those that it is grouped by; each can be taken out, and each that its alerts share put in. */
function chosenLabels(group: GroupSummary, toggled: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(group.commonLabels).filter(([name]) => isChosen(group, name, toggled)));
}

function isChosen(group: GroupSummary, name: string, toggled: ReadonlySet<string>): boolean {
  return (labelsOf(group)[name] !== undefined) !== toggled.has(name);
}

function withToggled(known: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const changed = new Set(known);
  if (!changed.delete(one)) changed.add(one);
  return changed;
}
