import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const ember: MantineColorsTuple = [
  '#fff4ec',
  '#fde5d4',
  '#fbc9a6',
  '#f8aa74',
  '#f68f4a',
  '#f57e2f',
  '#ea6a17',
  '#c2410c',
  '#a13609',
  '#7c2a08',
];

/** Warm greys, so that a bright room and a dark one look like the same product. */
const stone: MantineColorsTuple = [
  '#f5f5f4',
  '#d6d3d1',
  '#a8a29e',
  '#8b857f',
  '#57534e',
  '#3f3a36',
  '#292421',
  '#1a1715',
  '#131110',
  '#0c0a09',
];

export const theme = createTheme({
  primaryColor: 'ember',
  primaryShade: 7,
  colors: { ember, dark: stone },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, monospace',
});

/** Faint text that can still be read: 4.5 : 1 against its ground. */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#57534e',
    '--mantine-color-placeholder': '#78716c',
    // Of badges and quiet buttons, whose ground is a tint of the same colour.
    '--mantine-color-green-light-color': '#166534',
    '--mantine-color-red-light-color': '#991b1b',
    '--mantine-color-yellow-light-color': '#854d0e',
    '--mantine-color-orange-light-color': '#9a3412',
    '--mantine-color-ember-light-color': '#9a3412',
    '--mantine-color-blue-light-color': '#1e40af',
    '--mantine-color-gray-light-color': '#44403c',
  },
  dark: {
    '--mantine-color-dimmed': '#a8a29e',
    '--mantine-color-placeholder': '#8b857f',
    '--mantine-color-gray-light': '#3f3a36',
    '--mantine-color-gray-light-color': '#d6d3d1',
  },
});
