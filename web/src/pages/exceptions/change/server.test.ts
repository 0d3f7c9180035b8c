import { expect, test } from "vitest";
import { changes, seenIn } from "./server";

const seen = (was: string, now: string) => {
  const [one] = seenIn(`{"items": [{"record": "r", "key": "1", ${was}${now}"message": ""}]}`);
  if (!one) throw new Error("The answer has no item.");
  return changes(one);
};

test.each([
  ['"was": "a", ', '"now": "b", ', true],
  ["", '"now": null, ', true],
  ['"was": null, ', '"now": null, ', false],
  ['"was": 1.1, ', '"now": 1.10, ', true],
  ['"was": [{"n": 12345678901234567890}], ', '"now": [{"n": 12345678901234567890}], ', false],
  ['"was": 12345678901234567890, ', '"now": 12345678901234567891, ', true],
  ['"was": 1, ', '"now": "1", ', true],
  ['"was": 1, ', "", false],
])("%s%s", (was, now, expected) => expect(seen(was, now)).toBe(expected));
