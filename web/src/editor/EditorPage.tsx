import { useParams } from "react-router";
import { Asked } from "@/parts/Asked";
import { useOpened } from "./useOpened";
import { Workbench } from "./Workbench";
import "./colours.css";
import "./editor.css";

/** The mapping editor: what comes in, the text, and what goes out. */
export function EditorPage() {
  const { project = "", mapping = "" } = useParams();
  const opened = useOpened({ project, mapping });
  return <Asked query={opened}>{(data) => <Workbench key={`${project}/${mapping}`} opened={data} />}</Asked>;
}
