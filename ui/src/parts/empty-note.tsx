import { Stack, Text } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';

interface Props {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly title: string;
  readonly children?: ReactNode;
}

/** There is nothing to show, and that is all right. */
export function EmptyNote({ icon: Icon, title, children }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" c="dimmed">
      <Icon size={36} stroke={1.25} />
      <Text fw={600}>{title}</Text>
      <Text size="sm">{children}</Text>
    </Stack>
  );
}
