import { Kbd, Modal, Table, Text } from "@mantine/core";
import { texts } from "@/texts";

const words = texts.keys;

/** The keys that work on every page. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": texts.shared.close }}>
      <Text size="sm" mb="sm">
        {words.lead}
      </Text>
      <Table
        data={{
          head: [words.key, words.does],
          body: words.rows.map(([keys, does]) => [<Kbd key="key">{keys}</Kbd>, does]),
        }}
      />
    </Modal>
  );
}
