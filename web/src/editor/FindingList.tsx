import { Button, Text } from "@mantine/core";
import type { Finding } from "./text/diagnostics";
import { texts } from "./texts";

interface FindingListProps {
  findings: readonly Finding[];
  /** Whether these are all, of the text as it stands; null: it could not be looked at. */
  checked: boolean | null;
  editable: boolean;
  onShow(finding: Finding): void;
  onFix(finding: Finding): void;
}

/** What is wrong with the text, to walk through and to mend. */
export function FindingList({ findings, checked, editable, onShow, onFix }: FindingListProps) {
  return (
    <section className="me-findings" aria-label={texts.problemList}>
      <Text size="xs" fw={600} role="status">
        {checked ? texts.problems(findings.length) : texts.checking(checked === null)}
      </Text>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.from}-${finding.to} ${finding.message}`}>
            <span className={`me-severity ${finding.severity}`} role="img" aria-label={finding.severity} />
            <button type="button" className="me-link" onClick={() => onShow(finding)}>
              {texts.goTo(finding.line, finding.column)}
            </button>
            <span className="me-message">
              {finding.message} <span className="me-remedy">{finding.remedy}</span>
            </span>
            {finding.fix && editable ? (
              <Button size="compact-xs" onClick={() => onFix(finding)}>
                {texts.fix}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
