import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import './app/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LiveProvider } from './api/live';
import { queryClient } from './api/query-client';
import { KeyboardProvider } from './app/keyboard';
import { styleNonce } from './app/nonce';
import { PreferencesProvider } from './app/preferences';
import { Shell } from './app/shell';
import { readableColours, theme } from './app/theme';
import { ToastProvider } from './parts/toasts';

const root = document.getElementById('root');
if (root === null) throw new Error('the document has no element "root"');

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableColours}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <LiveProvider>
          <PreferencesProvider>
            <KeyboardProvider>
              <ToastProvider>
                <Shell />
              </ToastProvider>
            </KeyboardProvider>
          </PreferencesProvider>
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
