import type { Shape } from "@/api/client";
import { Rows, Section } from "@/pages/connectors/Section";
import { texts } from "@/texts";

const words = texts.connectors.inferred;
type Fact = Shape["InferredDetail"];

/** What a connector takes for granted though no documentation settles it, and how sure that is. */
export function InferredFacts({ facts }: { facts: readonly Fact[] }) {
  const { columns } = words;
  return (
    <Section title={words.title} lead={facts.length > 0 ? words.lead : undefined}>
      <Rows
        head={[columns.about, columns.assumed, columns.sure, columns.used]}
        widths={["20%", "34%", "28%", "18%"]}
        none={words.none}
        rows={facts.map((fact) => [
          <code key="about">{fact.about}</code>,
          fact.assumed,
          fact.source || words.unsure,
          fact.used_by.map(({ part, name }) => (
            <div key={`${part} ${name}`}>{name ? `${part} ${name}` : words.whole}</div>
          )),
        ])}
      />
    </Section>
  );
}
