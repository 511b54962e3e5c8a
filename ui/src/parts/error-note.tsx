import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

/** What could not be done, in the server's words. Nothing where nothing went wrong. */
export function ErrorNote({ error, what }: { readonly error: Error | null; readonly what: string }) {
  if (error === null) return null;
  return (
    <Alert color="red" mb="sm" icon={<IconAlertTriangle size={18} />} title={what}>
      {error.message}
    </Alert>
  );
}
