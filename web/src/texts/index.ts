// Every text of the studio, in English, a module per part of it.

import { alerts } from "@/texts/alerts";
import { audit } from "@/texts/audit";
import { connections, functions } from "@/texts/connections";
import { connectors } from "@/texts/connectors";
import { exceptions } from "@/texts/exceptions";
import { fixtures } from "@/texts/fixtures";
import { flow } from "@/texts/flow";
import { flows } from "@/texts/flows";
import { leftOut } from "@/texts/leftOut";
import { lookups } from "@/texts/lookups";
import { mappings } from "@/texts/mappings";
import { overview } from "@/texts/overview";
import { keys, palette } from "@/texts/palette";
import { records } from "@/texts/records";
import { problems, session, shared, shell } from "@/texts/shell";
import { timeline } from "@/texts/timeline";
import { tokens } from "@/texts/tokens";

export const texts = {
  alerts,
  audit,
  connections,
  connectors,
  exceptions,
  fixtures,
  flow,
  flows,
  functions,
  keys,
  leftOut,
  lookups,
  mappings,
  overview,
  palette,
  problems,
  records,
  session,
  shared,
  shell,
  timeline,
  tokens,
};
