// Every text of the studio, in English, a module per part of it.
import { exceptions } from "@/texts/exceptions";
import { flows } from "@/texts/flows";
import { lookups } from "@/texts/lookups";
import { mappings } from "@/texts/mappings";
import { records } from "@/texts/records";
import { problems, session, shared, shell } from "@/texts/shell";
import { timeline } from "@/texts/timeline";

export const texts = { exceptions, flows, lookups, mappings, problems, records, session, shared, shell, timeline };
