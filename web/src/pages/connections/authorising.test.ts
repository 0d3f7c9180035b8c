import { beforeEach, expect, test } from "vitest";
import { cameBack, leaveFor, redirectOf } from "@/pages/connections/authorising";

const PLACE = { project: "demo", environment: "live", connection: "shop" };
const PAGE = "https://platform.example.com/allow?client_id=app&state=made-up-state";

beforeEach(() => sessionStorage.clear());

test("whoever comes back with the state of the page is taken to its connection", () => {
  leaveFor(PAGE, PLACE);
  expect(cameBack("https://studio.example.com/p/authorised?code=1&state=made-up-state")).toEqual(PLACE);
  expect(cameBack("https://studio.example.com/p/authorised?error=access_denied&state=made-up-state")).toEqual(PLACE);
});

test("another state, none, or a tab that began nothing leads nowhere", () => {
  expect(cameBack("https://studio.example.com/p/authorised?code=1&state=made-up-state")).toBeNull();
  leaveFor(PAGE, PLACE);
  expect(cameBack("https://studio.example.com/p/authorised?code=1&state=another")).toBeNull();
  expect(cameBack("https://studio.example.com/p/authorised")).toBeNull();
});

test("the address to register is the studio's own, without a query", () =>
  expect(redirectOf("https://studio.example.com")).toBe("https://studio.example.com/p/authorised"));
