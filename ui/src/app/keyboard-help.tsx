import { Kbd, Modal, Stack, Table, Title } from '@mantine/core';
import { useKeyboard } from './keyboard';

/** Every key that does something here, by section. */
export function KeyboardHelp({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const withKeys = useKeyboard().commands.filter(({ keys }) => keys.length > 0);
  const sections = [...new Set(withKeys.map(({ section }) => section))];
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys" size="lg">
      <Stack>
        {sections.map((section) => (
          <section key={section}>
            <Title order={3} size="h5">
              {section}
            </Title>
            <Table verticalSpacing={4}>
              <Table.Tbody>
                {withKeys
                  .filter((command) => command.section === section)
                  .map(({ keys, title }) => (
                    <Table.Tr key={title}>
                      <Table.Td w="9rem">
                        {keys.map((key) => (
                          <Kbd key={key} mr={4}>
                            {key}
                          </Kbd>
                        ))}
                      </Table.Td>
                      <Table.Td>{title}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
