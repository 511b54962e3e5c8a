import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { go } from '../app/location';

interface View {
  readonly name: string;
  readonly hash: string;
}

/** Filters by name, kept in this browser. */
export const SavedViews = memo(function SavedViews() {
  const [views, setViews] = useLocalStorage<readonly View[]>({ key: 'tocsin-views', defaultValue: [] });
  const [name, setName] = useState('');

  const save = () => {
    const { hash } = window.location;
    setViews([...views.filter((view) => view.name !== name), { name, hash }]);
    setName('');
  };
  return (
    <Menu position="bottom-end" closeOnItemClick={false} trapFocus={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} />}>
          Views
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Menu.Item
            key={view.name}
            component="div"
            onClick={() => go(view.hash)}
            rightSection={
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Forget ${view.name}`}
                onClick={(event) => {
                  event.stopPropagation();
                  setViews(views.filter((other) => other !== view));
                }}
              >
                <IconX size={14} />
              </ActionIcon>
            }
          >
            {view.name}
          </Menu.Item>
        ))}
        {views.length > 0 && <Menu.Divider />}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name !== '') save();
          }}
        >
          <TextInput
            size="xs"
            m={4}
            aria-label="Name of this view"
            placeholder="Name this view"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            rightSectionWidth={50}
            rightSection={
              <Button type="submit" size="compact-xs" variant="subtle" disabled={name === ''}>
                Save
              </Button>
            }
          />
        </form>
      </Menu.Dropdown>
    </Menu>
  );
});
