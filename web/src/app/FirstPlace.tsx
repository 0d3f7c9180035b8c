import { Center } from "@mantine/core";
import { Navigate } from "react-router";
import { pathTo } from "@/app/places";
import { firstPlace } from "@/app/remembered";
import { Empty } from "@/parts/Empty";
import { useSession } from "@/session/useSession";
import { texts } from "@/texts";

/** `/` leads to where somebody worked last. */
export function FirstPlace() {
  const place = firstPlace(useSession().projects);
  if (place) return <Navigate to={pathTo("home", { ...place })} replace />;
  return (
    <Center mih="100vh" component="main">
      <Empty title={texts.session.noProject.title}>{texts.session.noProject.text}</Empty>
    </Center>
  );
}
