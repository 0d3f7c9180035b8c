import { Button, Stack } from "@mantine/core";
import { queries } from "@/api/client";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { MappingLinks } from "@/pages/mappings/MappingLinks";
import { SheetTable } from "@/pages/sheet/SheetTable";
import { texts } from "@/pages/sheet/texts";
import { Asked } from "@/parts/Asked";
import { Page } from "@/parts/Page";
import { texts as shared } from "@/texts";

/** The mapping sheet: what fills each target field in words, whose it is, and what people note about it. */
export function SheetPage() {
  const place = { ...usePlace(), mapping: useName("mapping") };
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings/{mapping}/sheet", {
    params: { path: place },
  });
  return (
    <Page
      title={shared.mappings.sheet}
      trail={[
        [shared.mappings.title, pathTo("mappings", place)],
        [place.mapping, pathTo("mapping", place)],
      ]}
      lead={found.data && texts.lead(found.data.version, found.data.example_of)}
      actions={
        <>
          <Download place={place} ending="csv" label={texts.csv} />
          <Download place={place} ending="xlsx" label={texts.xlsx} />
          <MappingLinks place={place} here="sheet" />
        </>
      }
    >
      <Stack>
        <Asked query={found}>{(sheet) => <SheetTable place={place} sheet={sheet} onChange={found.refetch} />}</Asked>
      </Stack>
    </Page>
  );
}

interface DownloadProps {
  place: { project: string; mapping: string };
  ending: "csv" | "xlsx";
  label: string;
}

function Download({ place: { project, mapping }, ending, label }: DownloadProps) {
  return (
    <Button
      component="a"
      variant="default"
      href={`/api/v1/projects/${project}/mappings/${mapping}/sheet.${ending}`}
      download={`${mapping}.${ending}`}
    >
      {label}
    </Button>
  );
}
