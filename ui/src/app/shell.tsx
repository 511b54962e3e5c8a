import { ActionIcon, Loader, NavLink, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconMoon, IconSun, IconWorld } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import { useLiveness } from '../api/live';
import { useFailingCount } from '../delivery/delivery-api';
import { ErrorBoundary } from '../parts/error-boundary';
import { RelativeTime } from '../parts/relative-time';
import { CommandPalette } from './command-palette';
import { useCommands } from './keyboard';
import { KeyboardHelp } from './keyboard-help';
import { go, hrefOf, usePath } from './location';
import { DELIVERY, NOW } from './paths';
import { usePreferences } from './preferences';
import { SCREENS, type Screen } from './screens';
import classes from './shell.module.css';

/** The frame around every screen: where one is, where one can go, and whether what is shown is what is. */
export function Shell() {
  const path = usePath();
  const screen = screenAt(path);
  const Content = screen.component;
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);

  useEffect(() => {
    document.title = `${screen.title} · Tocsin`;
  }, [screen]);

  useCommands([
    ...SCREENS.map(({ path: to, title, key }) => ({
      keys: [`g ${key}`],
      title: `Go to ${title}`,
      section: 'Screens',
      run: () => go(hrefOf(to)),
    })),
    { keys: ['?'], title: 'Show the keys', section: 'Everywhere', run: () => setHelpOpen(true) },
    {
      keys: ['.', 'ctrl+k'],
      title: 'Open the command palette',
      section: 'Everywhere',
      run: () => setPaletteOpen(true),
    },
  ]);

  return (
    <div className={classes.shell}>
      <nav className={classes.nav} aria-label="Screens">
        <a className={classes.brand} href={hrefOf(NOW)}>
          <img src="icon.svg" alt="" width={22} height={22} /> Tocsin
        </a>
        {SCREENS.map(({ path: to, title, icon: Icon }) => (
          <NavLink
            key={to}
            href={hrefOf(to)}
            label={title}
            leftSection={<Icon size={18} stroke={1.75} />}
            active={to === screen.path}
            rightSection={to === DELIVERY ? <FailingCount /> : undefined}
            {...(to === screen.path ? { 'aria-current': 'page' as const } : {})}
          />
        ))}
      </nav>
      <header className={classes.header}>
        <div id="screen-header" className={classes.spacer} />
        <HeaderTools onHelp={() => setHelpOpen(true)} />
      </header>
      <main className={classes.main}>
        <StaleNote />
        <ErrorBoundary key={screen.path}>
          <Suspense fallback={<Loader aria-label="Loading" />}>
            <Content />
          </Suspense>
        </ErrorBoundary>
      </main>
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      <CommandPalette isOpen={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
    </div>
  );
}

/** That nobody hears must not have to be looked for. */
function FailingCount() {
  const count = useFailingCount();
  if (count === 0) return null;
  return (
    <span className={classes.failing} title={`${count} failing`}>
      {count}
      <span className={classes.failingWord}> failing</span>
    </span>
  );
}

function screenAt(path: string): Screen {
  const found = SCREENS.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`));
  const [first] = SCREENS;
  if (first === undefined) throw new Error('there is no screen');
  return found ?? first;
}

/** What is shown may be old: said loudly, since people act on it. */
function StaleNote() {
  const liveness = useLiveness();
  if (liveness.state !== 'stale') return null;
  return (
    <div className={classes.stale} role="alert">
      Not connected since <RelativeTime atMs={liveness.sinceMs} />: what you see may be old. Trying again.
    </div>
  );
}

function HeaderTools({ onHelp }: { readonly onHelp: () => void }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { timeZone, setTimeZone } = usePreferences();
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  const toggleZone = () => setTimeZone(timeZone === 'UTC' ? 'browser' : 'UTC');
  const toggleScheme = () => setColorScheme(isDark ? 'light' : 'dark');
  useCommands([
    { keys: [], title: 'Switch between dark and light', section: 'Everywhere', run: toggleScheme },
    { keys: [], title: 'Switch between local time and UTC', section: 'Everywhere', run: toggleZone },
  ]);
  const zone = timeZone === 'UTC' ? 'UTC' : 'local time';
  return (
    <>
      <Tooltip label={`Times are shown in ${zone}`}>
        <ActionIcon variant="subtle" color="gray" aria-label={`Time zone: ${zone}`} onClick={toggleZone}>
          <IconWorld size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={isDark ? 'Light' : 'Dark'}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={isDark ? 'Light theme' : 'Dark theme'}
          onClick={toggleScheme}
        >
          {isDark ? <IconSun size={18} stroke={1.75} /> : <IconMoon size={18} stroke={1.75} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keys (?)">
        <ActionIcon variant="subtle" color="gray" aria-label="Keys" onClick={onHelp}>
          <IconKeyboard size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
