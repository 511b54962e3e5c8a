import { Group, Kbd, Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import classes from './command-palette.module.css';
import { type Command, useKeyboard } from './keyboard';

const SHOWN_MAX = 12;

/** Everything that can be done now, found by typing a part of its name. */
export function CommandPalette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { commands } = useKeyboard();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = commands.filter(({ title }) => isIn(text, title)).slice(0, SHOWN_MAX);

  const close = () => {
    setText('');
    setChosen(0);
    onClose();
  };
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen((at) => Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setChosen((at) => Math.max(at - 1, 0));
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      size="md"
      attributes={{ content: { 'aria-label': 'Commands' } }}
    >
      <TextInput
        data-autofocus
        aria-label="Command"
        placeholder="What do you want to do?"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.list}>
        {found.map((command, i) => (
          <UnstyledButton
            key={command.title}
            className={classes.item}
            data-chosen={i === chosen || undefined}
            onClick={() => run(command)}
          >
            <Text size="sm">{command.title}</Text>
            <Group gap={4}>
              {command.keys.map((key) => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
            </Group>
          </UnstyledButton>
        ))}
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            Nothing here is called that.
          </Text>
        )}
      </div>
    </Modal>
  );
}

/** Whether the letters of the text come in the title in their order. */
function isIn(text: string, title: string): boolean {
  let at = -1;
  const letters = title.toLowerCase();
  for (const letter of text.toLowerCase().replaceAll(' ', '')) {
    at = letters.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
