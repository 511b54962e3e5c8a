import { Alert, Button, Code } from '@mantine/core';
import { Component, type ReactNode } from 'react';

interface State {
  readonly error: Error | undefined;
}

/** A defect in one screen leaves the others usable, and says what it was. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Alert color="red" title="This screen has failed">
        <Code block>{error.message}</Code>
        <Button mt="sm" size="xs" variant="default" onClick={() => this.setState({ error: undefined })}>
          Try again
        </Button>
      </Alert>
    );
  }
}
