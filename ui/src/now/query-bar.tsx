import { CloseButton, Combobox, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useCommands } from '../app/keyboard';
import { parseMatchers, printMatcher } from '../parts/matchers';
import { useSuggestions } from './suggestions';

interface Props {
  readonly matchers: readonly string[];
  readonly onChange: (matchers: readonly string[]) => void;
}

/** Matchers as chips, and a field that completes names, operators and values. */
export const QueryBar = memo(function QueryBar({ matchers, onChange }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [error, setError] = useState('');
  const [asked] = useDebouncedValue(text, 80);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const suggestions = useSuggestions(asked, combobox.dropdownOpened);

  useCommands([{ keys: ['/'], title: 'Filter by matchers', section: 'Now', run: () => field.current?.focus() }]);

  const add = (typed: string) => {
    try {
      const added = parseMatchers(typed).map(printMatcher);
      onChange([...new Set([...matchers, ...added])]);
      setText('');
      setError('');
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  const take = (option: string) => {
    // A name or an operator is the beginning of a matcher; one with its value is whole.
    if (/"$/.test(option)) add(option);
    else setText(option);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0 && text.trim() !== '') {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '') {
      onChange(matchers.slice(0, -1));
    } else if (event.key === 'Escape') {
      if (event.target instanceof HTMLElement) event.target.blur();
    }
  };

  return (
    <Combobox store={combobox} onOptionSubmit={take}>
      <Combobox.DropdownTarget>
        <PillsInput
          leftSection={<IconFilter size={16} />}
          error={error || undefined}
          rightSection={
            matchers.length > 0 ? (
              <CloseButton size="sm" aria-label="Clear the filter" onClick={() => onChange([])} />
            ) : null
          }
        >
          <Pill.Group>
            {matchers.map((matcher) => (
              <Pill
                key={matcher}
                withRemoveButton
                onRemove={() => onChange(matchers.filter((other) => other !== matcher))}
                removeButtonProps={{ 'aria-label': `Remove ${matcher}` }}
              >
                {matcher}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                ref={field}
                aria-label="Filter by matchers"
                placeholder={matchers.length === 0 ? 'alertname="DiskFull"' : ''}
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  setError('');
                  combobox.openDropdown();
                  combobox.resetSelectedOption();
                }}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onKeyDown={onKeyDown}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={suggestions.length === 0}>
        <Combobox.Options>
          {suggestions.map(({ text: option, note }) => (
            <Combobox.Option key={option} value={option}>
              {option} <span style={{ float: 'right', opacity: 0.6 }}>{note}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
});
