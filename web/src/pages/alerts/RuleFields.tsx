import { MultiSelect, NumberInput } from "@mantine/core";
import { KINDS, type newRule, THRESHOLDS } from "@/pages/alerts/rules";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.alerts;
type About = ReturnType<typeof newRule>;

interface Props {
  project: string;
  about: About;
  onChange: (about: About) => void;
}

/** What a rule is about, where, and from where on something is worth an alert. */
export function RuleFields({ project, about, onChange }: Props) {
  const environments = useSession().projects.find(({ name }) => name === project)?.environments ?? [];
  return (
    <>
      <MultiSelect
        label={words.kinds}
        description={words.kindsHint}
        data={[...KINDS]}
        value={about.kinds}
        onChange={(kinds) => onChange({ ...about, kinds: KINDS.filter((kind) => kinds.includes(kind)) })}
      />
      <MultiSelect
        label={words.environments}
        description={words.environmentsHint}
        data={[...environments]}
        value={about.environments}
        onChange={(chosen) => onChange({ ...about, environments: chosen })}
      />
      <NumberInput
        label={words.quiet}
        min={0}
        value={about.quiet_seconds / 60}
        onChange={(minutes) => onChange({ ...about, quiet_seconds: Math.round(Number(minutes) * 60) })}
      />
      {THRESHOLDS.map((threshold) => (
        <NumberInput
          key={threshold}
          label={words.thresholds[threshold]}
          min={0}
          allowDecimal={false}
          value={about.thresholds[threshold]}
          onChange={(to) => onChange({ ...about, thresholds: { ...about.thresholds, [threshold]: Number(to) } })}
        />
      ))}
    </>
  );
}
